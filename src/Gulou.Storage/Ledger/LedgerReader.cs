using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Ledger;

/// <summary>Civic points of a place and all below it, in hundredths.</summary>
/// <param name="Issued">All that were ever issued, what was taken back left out.</param>
/// <param name="Held">Published, not yet the households'.</param>
/// <param name="Takings">Handed to shops for goods.</param>
/// <param name="Borne">Taken back after they were spent, and borne by the village's fund.</param>
public sealed record PointsTotal(PlaceKey Place, long Issued, long Held, long Takings, long Borne = 0)
{
    /// <summary>What households have: entries sum to zero, so it follows from the others.</summary>
    public long InHand => Issued - Takings + Borne;
}

/// <summary>Accounts of one kind and unit that are shown as one sum.</summary>
public sealed record AccountsTotal(int Accounts, long Balance, long HeldOut, long HeldIn);

/// <summary>A line of an account's statement.</summary>
public sealed record AccountLine(EntryRow Entry, PostingRow Posting);

/// <summary>An entry with all that hangs on it.</summary>
/// <param name="ClosedBy">What settled or reversed it, if anything did.</param>
/// <param name="Audit">Who recorded it; null for what was recorded otherwise.</param>
public sealed record EntryView(
    EntryRow Entry,
    IReadOnlyList<(PostingRow Posting, Account Account)> Postings,
    EntryRow? ClosedBy,
    AuditRecord? Audit
);

/// <summary>Reads accounts, statements and entries as they stand in the book.</summary>
public sealed class LedgerReader(Database database)
{
    /// <summary>Points by place one level below, in map order; a village has one line, its own.</summary>
    public async Task<IReadOnlyList<PointsTotal>> PointsBelowAsync(
        PlaceKey parent,
        CancellationToken cancellation = default
    )
    {
        var depth = Math.Min(parent.Depth + 1, (int)PlaceLevel.Village);
        var step = PlaceKeys.StepOf(depth);
        await using var db = database.NewContext();
        var kinds = new[] { AccountKind.Issuance, AccountKind.Takings, AccountKind.Fund };
        var sums = await db
            .Accounts.Within(parent.Range, a => a.Scope)
            .Where(a => kinds.Contains(a.Kind) && a.Unit == Unit.CivicPoints)
            .GroupBy(a => new { Number = (long)(object)a.Scope / step, a.Kind })
            .Select(g => new
            {
                g.Key.Number,
                g.Key.Kind,
                Balance = g.Sum(a => a.Balance),
                Held = g.Sum(a => a.HeldOut),
            })
            .ToListAsync(cancellation);
        return
        [
            .. sums.GroupBy(s => s.Number)
                .OrderBy(g => g.Key)
                .Select(g => new PointsTotal(
                    new PlaceKey(g.Key * step),
                    -g.Where(s => s.Kind == AccountKind.Issuance).Sum(s => s.Balance),
                    g.Where(s => s.Kind == AccountKind.Issuance).Sum(s => s.Held),
                    g.Where(s => s.Kind == AccountKind.Takings).Sum(s => s.Balance),
                    -g.Where(s => s.Kind == AccountKind.Fund).Sum(s => s.Balance)
                )),
        ];
    }

    /// <summary>Accounts of a place and below that belong to places and shops, never those of households.</summary>
    public async Task<IReadOnlyList<Account>> OwnAccountsAsync(PlaceKey place, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await db
            .Accounts.Within(place.Range, a => a.Scope)
            .Where(a => a.Kind != AccountKind.Points)
            .OrderBy(a => a.Kind)
            .ThenBy(a => a.Unit)
            .ThenBy(a => a.Lot)
            .ThenBy(a => a.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>What all households of a place have, as one sum.</summary>
    public async Task<AccountsTotal> HouseholdsAsync(PlaceKey place, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var total = await db
            .Accounts.Within(place.Range, a => a.Scope)
            .Where(a => a.Kind == AccountKind.Points && a.Unit == Unit.CivicPoints)
            .GroupBy(a => 1)
            .Select(g => new AccountsTotal(
                g.Count(),
                g.Sum(a => a.Balance),
                g.Sum(a => a.HeldOut),
                g.Sum(a => a.HeldIn)
            ))
            .SingleOrDefaultAsync(cancellation);
        return total ?? new AccountsTotal(0, 0, 0, 0);
    }

    public async Task<Account?> AccountAsync(int cell, long id, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await db.Accounts.SingleOrDefaultAsync(a => a.Cell == cell && a.Id == id, cancellation);
    }

    /// <summary>All lots of one owner, kind and unit, oldest first.</summary>
    public async Task<IReadOnlyList<Account>> LotsAsync(LotsKey key, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await db
            .Accounts.Where(a => a.Cell == key.Cell && a.Owner == key.Owner && a.Kind == key.Kind && a.Unit == key.Unit)
            .OrderBy(a => a.Lot)
            .ToListAsync(cancellation);
    }

    /// <summary>An account's lines, newest first, those before a version.</summary>
    /// <param name="before">The version of the last line shown; <see cref="long.MaxValue"/> for the newest.</param>
    public async Task<IReadOnlyList<AccountLine>> StatementAsync(
        int cell,
        long account,
        long before,
        int take,
        AsOf? at = null,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var lines = await db
            .Postings.Where(p => p.Cell == cell && p.Account == account && p.Version < before)
            .Join(
                (at ?? AsOf.Now).Cut(db.Entries),
                p => new { p.Cell, Id = p.Entry },
                e => new { e.Cell, e.Id },
                (p, e) => new { Entry = e, Posting = p }
            )
            .OrderByDescending(line => line.Posting.Version)
            .Take(take)
            .ToListAsync(cancellation);
        return [.. lines.OrderByDescending(l => l.Posting.Version).Select(l => new AccountLine(l.Entry, l.Posting))];
    }

    /// <summary>What was posted to an account with effect from a day on, as one sum.</summary>
    public async Task<long> PostedSinceAsync(
        int cell,
        long account,
        DateOnly day,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db
            .Postings.Where(p => p.Cell == cell && p.Account == account)
            .Where(p => db.Entries.Any(e => e.Cell == p.Cell && e.Id == p.Entry && e.EffectiveOn >= day))
            .SumAsync(p => p.Amount, cancellation);
    }

    public async Task<EntryView?> EntryAsync(int cell, ClientId id, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var entry = await db.Entries.SingleOrDefaultAsync(e => e.Cell == cell && e.Id == id, cancellation);
        if (entry is null)
            return null;
        var postings = await db
            .Postings.Where(p => p.Cell == cell && p.Entry == id)
            .OrderBy(p => p.N)
            .Join(
                db.Accounts,
                p => new { p.Cell, Id = p.Account },
                a => new { a.Cell, a.Id },
                (p, a) => new { Posting = p, Account = a }
            )
            .ToListAsync(cancellation);
        var closedBy = await db.Entries.SingleOrDefaultAsync(e => e.Cell == cell && e.Target == id, cancellation);
        var audit = await db.Audit.SingleOrDefaultAsync(
            a => a.Cell == cell && a.Lane == entry.Lane && a.Seq == entry.Seq,
            cancellation
        );
        return new EntryView(
            entry,
            [.. postings.OrderBy(p => p.Posting.N).Select(p => (p.Posting, p.Account))],
            closedBy,
            audit
        );
    }
}
