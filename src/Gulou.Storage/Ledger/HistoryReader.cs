using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Storage.Model;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Ledger;

/// <summary>What an account had at some time.</summary>
/// <param name="Version">How many postings it had then.</param>
public sealed record PastBalance(long Balance, long HeldOut, long HeldIn, long Version);

/// <summary>Where a list of accounts goes on.</summary>
public readonly record struct AccountMark(PlaceKey Scope, AccountKind Kind, long Id);

/// <summary>Reads accounts, balances and trial balances, now and as they were, and which months are closed.</summary>
public sealed class HistoryReader(Database database)
{
    /// <summary>Accounts of a place and below, in map order, after a mark.</summary>
    /// <param name="ofHouseholds">Those of households too.</param>
    public async Task<IReadOnlyList<Account>> AccountsAsync(
        PlaceKey place,
        bool ofHouseholds,
        AccountMark after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var (scope, kind, id) = (after.Scope, after.Kind, after.Id);
        return await db
            .Accounts.Within(place.Range, a => a.Scope)
            .Where(a => ofHouseholds || a.Kind != AccountKind.Points)
            .Where(a => a.Scope > scope || (a.Scope == scope && (a.Kind > kind || (a.Kind == kind && a.Id > id))))
            .OrderBy(a => a.Scope)
            .ThenBy(a => a.Kind)
            .ThenBy(a => a.Id)
            .Take(take)
            .ToListAsync(cancellation);
    }

    /// <summary>All accounts of one owner.</summary>
    public async Task<IReadOnlyList<Account>> OfOwnerAsync(
        int cell,
        long owner,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db
            .Accounts.Where(a => a.Cell == cell && a.Owner == owner)
            .OrderBy(a => a.Kind)
            .ThenBy(a => a.Unit)
            .ThenBy(a => a.Lot)
            .ToListAsync(cancellation);
    }

    /// <summary>What an account had, summed up from its postings.</summary>
    public async Task<PastBalance> BalanceAsync(
        int cell,
        long account,
        AsOf at,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var sums = await db
            .Postings.Where(p => p.Cell == cell && p.Account == account)
            .Join(
                at.Cut(db.Entries),
                p => new { p.Cell, Id = p.Entry },
                e => new { e.Cell, e.Id },
                (p, e) =>
                    new
                    {
                        p.Amount,
                        p.Held,
                        Opens = e.Kind == EntryKind.Hold,
                    }
            )
            .GroupBy(p => 1)
            .Select(g => new
            {
                Balance = g.Sum(p => p.Amount),
                // A hold adds on its leg's side; what ends one takes back with the opposite sign.
                Out = g.Sum(p => p.Opens ? (p.Held < 0 ? -p.Held : 0) : (p.Held > 0 ? -p.Held : 0)),
                In = g.Sum(p => p.Opens ? (p.Held > 0 ? p.Held : 0) : (p.Held < 0 ? p.Held : 0)),
                Version = g.LongCount(),
            })
            .SingleOrDefaultAsync(cancellation);
        return sums is null ? new(0, 0, 0, 0) : new(sums.Balance, sums.Out, sums.In, sums.Version);
    }

    /// <summary>
    /// Where a trial balance can be made: the place itself, or the first county below a larger one; null when there is
    /// none.
    /// </summary>
    public async Task<Place?> BooksAtAsync(PlaceKey place, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var inside = db.Places.Within(place.Range, p => p.Key);
        if (place.Depth >= (int)PlaceLevel.County)
            return await inside.SingleOrDefaultAsync(p => p.Key == place, cancellation);
        var (county, above) = (PlaceKeys.StepOf((int)PlaceLevel.County), PlaceKeys.StepOf((int)PlaceLevel.Prefecture));
        return await inside
            .Where(p => (long)(object)p.Key % county == 0 && (long)(object)p.Key % above != 0)
            .OrderBy(p => p.Key)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>
    /// What happened at a place and all below it in its cell, by kind and unit; not above a county, whose books lie in
    /// several cells.
    /// </summary>
    public async Task<IReadOnlyList<TrialLine>> TrialBalanceAsync(
        Place place,
        AsOf at,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var cell = place.Cell;
        var below = db.Places.Within(place.Key.Range, p => p.Key).Where(p => p.Cell == cell).Select(p => p.Id);
        var entries = at.Cut(db.Entries.Where(e => e.Cell == cell && below.Contains(e.Place)));
        return TrialBalance.Sum(await TrialLines.Of(db, entries).ToListAsync(cancellation));
    }

    /// <summary>The closings of a place and below, latest first; those opened again too.</summary>
    /// <param name="before">The id of the last closing shown; <see cref="long.MaxValue"/> for the latest.</param>
    public async Task<IReadOnlyList<ClosedMonth>> ClosedAsync(
        PlaceKey place,
        long before,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db
            .ClosedMonths.Within(place.Range, c => c.Scope)
            .Where(c => c.Id < before)
            .OrderByDescending(c => c.Id)
            .Take(take)
            .ToListAsync(cancellation);
    }
}
