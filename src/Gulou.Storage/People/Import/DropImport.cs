using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People.Import;

public enum DropImportOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>It is being stored, or over.</summary>
    TooLate,
}

/// <summary>Gives up a list of which nothing was stored; its file is removed.</summary>
public sealed record DropImport : Command<DropImportOutcome>
{
    public required long ImportId { get; init; }

    public override string Verb => "people.drop-list";

    public override string Capability => PeopleCapabilities.Import;

    public override void Needs(World w) => w.One<PeopleImport>(Cell, ImportId);

    public override Target? Target(World w) => ImportTarget.TargetOf(w, Cell, ImportId);

    public override DropImportOutcome Decide(World w)
    {
        var import = w.One<PeopleImport>(Cell, ImportId)!;
        if (import.State > ImportState.Checked)
            return DropImportOutcome.TooLate;
        (import.State, import.EndedAt) = (ImportState.Dropped, w.Now);
        w.Subject = ImportId;
        return DropImportOutcome.Done;
    }
}
