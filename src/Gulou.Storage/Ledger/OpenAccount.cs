using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Ledger;

public enum OpenAccountOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    UnitUnknown,
}

/// <summary>
/// Opens an account of a place for another program; opening one that is there finds it. What households and shops own
/// is opened by what they do.
/// </summary>
public sealed record OpenAccount : Command<OpenAccountOutcome>
{
    /// <summary>The place that owns it.</summary>
    public required long PlaceId { get; init; }

    public required AccountKind Kind { get; init; }

    public required long Unit { get; init; }

    public required long Lot { get; init; }

    public override string Verb => "ledger.open";

    public override string Capability => LedgerCapabilities.Post;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        w.Lots(Key.Lots);
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override OpenAccountOutcome Decide(World w)
    {
        if (Unit <= 0)
            return OpenAccountOutcome.UnitUnknown;
        var limits = Kind is AccountKind.Points or AccountKind.Stock ? Limits.NotBelowZero : Limits.None;
        w.Subject = w.Open(Key, limits, w.PlaceOf(Cell, PlaceId)!.Key).Id;
        return OpenAccountOutcome.Done;
    }

    private AccountKey Key => new(Cell, PlaceId, Kind, Unit, Lot);
}
