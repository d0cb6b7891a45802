using Gulou.Kernel.Ledger;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Ledger;

/// <summary>When a month may be closed, and what closing and opening share.</summary>
internal static class Periods
{
    /// <summary>
    /// A month is closed at the earliest so long after its end: no write that began in it can still be on its way.
    /// </summary>
    public static readonly TimeSpan Settling = TimeSpan.FromHours(1);

    /// <summary>The month's first day of any of its days.</summary>
    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>The closings of a place that stand, latest month first.</summary>
internal sealed record ClosedMonthsOf(int Cell, long Place) : Query<ClosedMonth>
{
    public override IQueryable<ClosedMonth> On(GulouDb db) =>
        db
            .ClosedMonths.Where(c => c.Cell == Cell && c.Place == Place && c.ReopenedAt == null)
            .OrderByDescending(c => c.Month);
}

/// <summary>What happened at a place up to an effective day, by kind and unit.</summary>
internal sealed record TrialLines(int Cell, long Place, DateOnly Through) : Query<TrialLine>
{
    public override IQueryable<TrialLine> On(GulouDb db) =>
        Of(db, db.Entries.Where(e => e.Cell == Cell && e.Place == Place && e.EffectiveOn <= Through));

    /// <summary>The lines of any entries.</summary>
    public static IQueryable<TrialLine> Of(GulouDb db, IQueryable<EntryRow> entries) =>
        entries
            .Join(
                db.Postings.Where(p => p.Amount != 0),
                e => new { e.Cell, e.Id },
                p => new { p.Cell, Id = p.Entry },
                (e, p) => p
            )
            .Join(
                db.Accounts,
                p => new { p.Cell, Id = p.Account },
                a => new { a.Cell, a.Id },
                (p, a) =>
                    new
                    {
                        a.Kind,
                        p.Unit,
                        p.Amount,
                    }
            )
            .GroupBy(p => new { p.Kind, p.Unit })
            .Select(g => new TrialLine(
                g.Key.Kind,
                g.Key.Unit,
                g.Sum(p => p.Amount > 0 ? p.Amount : 0),
                g.Sum(p => p.Amount < 0 ? -p.Amount : 0)
            ));
}
