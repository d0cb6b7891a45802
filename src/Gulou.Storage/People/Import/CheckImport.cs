using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People.Import;

public enum CheckImportOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>It is being stored, or over.</summary>
    TooLate,

    /// <summary>Names and relations must have a column.</summary>
    ColumnsMissing,
}

/// <summary>
/// Says which column holds what, and has the whole list compared with the register; nothing is stored.
/// </summary>
public sealed record CheckImport : Command<CheckImportOutcome>
{
    public required long ImportId { get; init; }

    /// <summary>As <see cref="ListColumns.ToString"/> gives it.</summary>
    public required string Columns { get; init; }

    /// <summary>What the headings are remembered by; see <see cref="KnownHeadings"/>.</summary>
    public required long Headings { get; init; }

    public required bool UpdateDetails { get; init; }

    public override string Verb => "people.check-list";

    public override string Capability => PeopleCapabilities.Import;

    public override void Needs(World w)
    {
        w.One<PeopleImport>(Cell, ImportId);
        w.One<KnownHeadings>(Cell, Headings);
    }

    public override Target? Target(World w) => ImportTarget.TargetOf(w, Cell, ImportId);

    public override CheckImportOutcome Decide(World w)
    {
        var import = w.One<PeopleImport>(Cell, ImportId)!;
        if (import.State is not (ImportState.Brought or ImportState.Checked))
            return CheckImportOutcome.TooLate;
        if (!ListColumns.Parse(Columns).IsEnough)
            return CheckImportOutcome.ColumnsMissing;
        (import.Columns, import.UpdateDetails, import.State) = (Columns, UpdateDetails, ImportState.Checking);
        if (w.One<KnownHeadings>(Cell, Headings) is { } known)
            known.Columns = Columns;
        else
            w.Add(
                new KnownHeadings
                {
                    Cell = Cell,
                    Id = Headings,
                    Columns = Columns,
                }
            );
        w.Subject = ImportId;
        return CheckImportOutcome.Done;
    }
}
