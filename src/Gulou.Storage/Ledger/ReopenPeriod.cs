using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Ledger;

public enum ReopenPeriodOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    ReasonMissing,
    NotClosed,
    LaterMonthClosed,
}

/// <summary>
/// Opens the last closed month of a place again, for a reason that stays on record. The closing before it, if any,
/// stands again.
/// </summary>
public sealed record ReopenPeriod : Command<ReopenPeriodOutcome>
{
    /// <summary>The most characters a reason has.</summary>
    public const int LongestReason = 200;

    public required long PlaceId { get; init; }

    /// <summary>Any day of the month.</summary>
    public required DateOnly Month { get; init; }

    public required string Reason { get; init; }

    public override string Verb => "ledger.reopen";

    public override string Capability => LedgerCapabilities.Reopen;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        w.Books(Cell, PlaceId, DateOnly.MinValue);
        w.All(new ClosedMonthsOf(Cell, PlaceId));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override ReopenPeriodOutcome Decide(World w)
    {
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > LongestReason)
            return w.Refuse(ReopenPeriodOutcome.ReasonMissing, LongestReason);
        var month = Periods.MonthOf(Month);
        var standing = w.All(new ClosedMonthsOf(Cell, PlaceId));
        if (standing.All(c => c.Month != month))
            return ReopenPeriodOutcome.NotClosed;
        if (standing[0].Month != month)
            return ReopenPeriodOutcome.LaterMonthClosed;
        standing[0].ReopenedAt = w.Now;
        standing[0].ReopenReason = Reason.Trim();
        w.Book.LoadClosed(Cell, PlaceId, standing.Count > 1 ? standing[1].Through : null);
        w.Subject = standing[0].Id;
        return ReopenPeriodOutcome.Done;
    }
}
