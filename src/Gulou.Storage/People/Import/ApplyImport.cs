using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People.Import;

public enum ApplyImportOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>Not checked yet, or decided before.</summary>
    NotChecked,

    /// <summary>All or nothing was chosen. Args: how many rows are bad.</summary>
    HasBadRows,

    /// <summary>Everyone in the list is registered, or no row is good.</summary>
    NothingToStore,
}

/// <summary>Decides to store a checked list: the whole of it, or its good rows. The job does it from here on.</summary>
public sealed record ApplyImport : Command<ApplyImportOutcome>
{
    public required long ImportId { get; init; }

    public required ImportMode Mode { get; init; }

    public override string Verb => "people.store-list";

    public override string Capability => PeopleCapabilities.Import;

    public override void Needs(World w) => w.One<PeopleImport>(Cell, ImportId);

    public override Target? Target(World w) => ImportTarget.TargetOf(w, Cell, ImportId);

    public override ApplyImportOutcome Decide(World w)
    {
        var import = w.One<PeopleImport>(Cell, ImportId)!;
        if (import.State != ImportState.Checked)
            return ApplyImportOutcome.NotChecked;
        if (Mode == ImportMode.AllOrNothing && import.Bad > 0)
            return w.Refuse(ApplyImportOutcome.HasBadRows, import.Bad);
        if (import.Households == 0)
            return ApplyImportOutcome.NothingToStore;
        import.Mode = Mode;
        import.State = Mode == ImportMode.AllOrNothing ? ImportState.Reserving : ImportState.Entering;
        w.Subject = ImportId;
        return ApplyImportOutcome.Done;
    }
}
