using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Ledger;

public enum ClosePeriodOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    [MayRetry]
    MonthNotOver,
    AlreadyClosed,
}

/// <summary>
/// Closes the books of a place for a month and all before it, and records the trial balance's hash. From then on an
/// entry with an effective day in them is refused; what is corrected later is posted in an open month.
/// </summary>
public sealed record ClosePeriod : Command<ClosePeriodOutcome>
{
    public required long PlaceId { get; init; }

    /// <summary>Any day of the month.</summary>
    public required DateOnly Month { get; init; }

    public override string Verb => "ledger.close";

    public override string Capability => LedgerCapabilities.Close;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        w.Books(Cell, PlaceId, DateOnly.MinValue);
        w.All(new ClosedMonthsOf(Cell, PlaceId));
        w.All(Lines);
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override ClosePeriodOutcome Decide(World w)
    {
        var through = ClosedMonth.LastDay(First);
        if (w.Now < Instant.StartOf(through.AddDays(1)).Plus(Periods.Settling))
            return ClosePeriodOutcome.MonthNotOver;
        if (through <= w.Book.ClosedThrough(Cell, PlaceId))
            return ClosePeriodOutcome.AlreadyClosed;
        // Entries of this same group are in the book and not yet stored.
        var fresh = w.Book.Posted.Where(p =>
            p.Entry.Cell == Cell && p.Entry.Place == PlaceId && p.Entry.EffectiveOn <= through
        );
        var closed = new ClosedMonth
        {
            Cell = Cell,
            Id = w.NewId(),
            Place = PlaceId,
            Scope = w.PlaceOf(Cell, PlaceId)!.Key,
            Month = First,
            ClosedAt = w.Now,
            ClosedBy = w.Actor.PersonId,
            Digest = TrialBalance.Hash(TrialBalance.Sum([.. w.All(Lines), .. w.Book.Lines(fresh)])),
        };
        w.Add(closed);
        w.Book.LoadClosed(Cell, PlaceId, through);
        w.Subject = closed.Id;
        return ClosePeriodOutcome.Done;
    }

    private DateOnly First => Periods.MonthOf(Month);

    private TrialLines Lines => new(Cell, PlaceId, ClosedMonth.LastDay(First));
}
