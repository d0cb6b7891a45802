using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.People.Import;

public enum BreakOffImportOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>It is over.</summary>
    TooLate,
}

/// <summary>
/// Ends an import whose list and plan are gone, after the database was restored from a backup. People entered so far
/// stay; ID numbers it had reserved for others are free again. Done in parts: it is over when its state says so.
/// </summary>
public sealed record BreakOffImport : Command<BreakOffImportOutcome>
{
    /// <summary>Numbers that one command frees.</summary>
    internal const int Part = 2000;

    public required long ImportId { get; init; }

    public override string Verb => "people.break-off-list";

    public override string Capability => PeopleCapabilities.Import;

    public override void Needs(World w)
    {
        if (w.One<PeopleImport>(Cell, ImportId) is { } import && MayHaveReserved(import))
            w.All(Reserved(import));
    }

    public override Target? Target(World w) => ImportTarget.TargetOf(w, Cell, ImportId);

    public override BreakOffImportOutcome Decide(World w)
    {
        var import = w.One<PeopleImport>(Cell, ImportId)!;
        if (import.IsOver)
            return BreakOffImportOutcome.TooLate;
        var reserved = MayHaveReserved(import) ? w.All(Reserved(import)) : [];
        foreach (var identity in reserved)
            w.Remove(identity);
        if (reserved.Count < Part)
            (import.State, import.EndedAt) = (ImportState.BrokenOff, w.Now);
        w.Subject = ImportId;
        return BreakOffImportOutcome.Done;
    }

    private static bool MayHaveReserved(PeopleImport import) =>
        import is { Mode: ImportMode.AllOrNothing, State: ImportState.Reserving or ImportState.Entering };

    /// <summary>The ids of its people were made after its own and before its check was noted.</summary>
    private ReservedOnly Reserved(PeopleImport import) => new(Cell, ImportId, import.PlannedTo);
}

/// <summary>
/// ID numbers that lead to nobody: the person's id lies between two ids and no such person was entered.
/// </summary>
public sealed record ReservedOnly(int Cell, long After, long UpTo) : Query<Identity>
{
    public override IQueryable<Identity> On(GulouDb db) =>
        db
            .Identities.Where(i => i.Cell == Cell && i.PersonId > After && i.PersonId <= UpTo)
            .Where(i => !db.People.Any(p => p.Cell == i.Cell && p.Id == i.PersonId))
            .OrderBy(i => i.IdHash)
            .Take(BreakOffImport.Part);
}
