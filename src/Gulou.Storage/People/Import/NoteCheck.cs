using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People.Import;

public enum NoteCheckOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>Given up meanwhile, or noted before.</summary>
    NotBeingChecked,
}

/// <summary>What the comparison of a list with the register came to.</summary>
public sealed record CheckResult
{
    public int Rows { get; init; }
    public int Fresh { get; init; }
    public int Same { get; init; }
    public int Differing { get; init; }
    public int Bad { get; init; }
    public int Households { get; init; }
    public long PlannedTo { get; init; }

    /// <summary>Why the file could not be read, as a word; empty when it could.</summary>
    public string Problem { get; init; } = "";
}

/// <summary>The job's note that a list was compared, or could not be read.</summary>
public sealed record NoteCheck : Command<NoteCheckOutcome>
{
    public required long ImportId { get; init; }

    public required CheckResult Result { get; init; }

    public override string Verb => "people.list-checked";

    public override string Capability => PeopleCapabilities.Import;

    public override void Needs(World w) => w.One<PeopleImport>(Cell, ImportId);

    public override Target? Target(World w) => ImportTarget.TargetOf(w, Cell, ImportId);

    public override NoteCheckOutcome Decide(World w)
    {
        var import = w.One<PeopleImport>(Cell, ImportId)!;
        if (import.State != ImportState.Checking)
            return NoteCheckOutcome.NotBeingChecked;
        (import.Rows, import.Fresh, import.Same) = (Result.Rows, Result.Fresh, Result.Same);
        (import.Differing, import.Bad, import.Households) = (Result.Differing, Result.Bad, Result.Households);
        (import.PlannedTo, import.Problem) = (Result.PlannedTo, Result.Problem);
        import.State = Result.Problem.Length > 0 ? ImportState.Unreadable : ImportState.Checked;
        import.EndedAt = import.IsOver ? w.Now : null;
        w.Subject = ImportId;
        return NoteCheckOutcome.Done;
    }
}
