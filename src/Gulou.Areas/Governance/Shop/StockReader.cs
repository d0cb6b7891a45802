using Gulou.Kernel.Ledger;
using Gulou.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Shop;

/// <summary>How the best-before day of a batch stands.</summary>
public enum Freshness
{
    Good,

    /// <summary>The day is at most <see cref="ShelfBatch.WarnDays"/> away.</summary>
    EndsSoon,
    Over,
}

/// <summary>What is left of a batch.</summary>
public sealed record ShelfBatch(Batch Batch, long Left)
{
    /// <summary>So many days before its best-before day a batch is to be noticed.</summary>
    public const int WarnDays = 30;

    public Freshness On(DateOnly day) =>
        Batch.BestBefore is not { } last ? Freshness.Good
        : last < day ? Freshness.Over
        : last.DayNumber - day.DayNumber <= WarnDays ? Freshness.EndsSoon
        : Freshness.Good;
}

/// <summary>A batch in a list, with its good.</summary>
public sealed record ArrivalItem(Batch Batch, Good Good);

/// <summary>A count in a list, with its good and the name of whoever counted.</summary>
public sealed record CountItem(StockCount Count, Good Good, string CountedBy);

/// <summary>One good's accounts in the ledger.</summary>
/// <param name="Good">The good.</param>
/// <param name="Supply">Where it came from: minus all pieces received.</param>
/// <param name="Stock">One account a batch.</param>
/// <param name="HandedOut">What households got.</param>
/// <param name="Difference">What counts found missing.</param>
public sealed record GoodAccounts(
    Good Good,
    Account? Supply,
    IReadOnlyList<Account> Stock,
    Account? HandedOut,
    Account? Difference
)
{
    public long OnShelf => Stock.Sum(a => a.Balance);

    /// <summary>Nothing came from nowhere.</summary>
    public bool IsBalanced =>
        OnShelf + (Supply?.Balance ?? 0) + (HandedOut?.Balance ?? 0) + (Difference?.Balance ?? 0) == 0;
}

/// <summary>A shop's accounts.</summary>
public sealed record ShopBooks(Account? Takings, IReadOnlyList<GoodAccounts> Goods);

/// <summary>Reads batches, counts and the accounts behind them.</summary>
public sealed class StockReader(Database database)
{
    private const int SuppliersFrom = 200;

    /// <summary>What is on the shelf, by batch, oldest first.</summary>
    public async Task<IReadOnlyList<ShelfBatch>> BatchesAsync(
        int cell,
        long shop,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var left = await db
            .Accounts.Where(a => a.Cell == cell && a.Owner == shop && a.Kind == AccountKind.Stock && a.Balance > 0)
            .Join(
                db.Set<Batch>().Where(b => b.Cell == cell),
                a => a.Lot,
                b => b.Id,
                (a, b) => new { Batch = b, a.Balance }
            )
            .ToListAsync(cancellation);
        return [.. left.Select(x => new ShelfBatch(x.Batch, x.Balance)).OrderBy(x => x.Batch.Id)];
    }

    /// <summary>Batches that arrived, the latest first.</summary>
    public async Task<IReadOnlyList<ArrivalItem>> ArrivalsAsync(
        int cell,
        long shop,
        long before,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var page = await db.Set<Batch>()
            .Where(b => b.Cell == cell && b.ShopId == shop && b.Id < before)
            .OrderByDescending(b => b.Id)
            .Take(take)
            .ToListAsync(cancellation);
        var goods = await new GoodsOf(cell, shop).On(db).ToDictionaryAsync(g => g.Id, cancellation);
        return [.. page.Select(b => new ArrivalItem(b, goods[b.GoodId]))];
    }

    /// <summary>Who supplied the shop lately.</summary>
    public async Task<IReadOnlyList<string>> SuppliersAsync(
        int cell,
        long shop,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var latest = await db.Set<Batch>()
            .Where(b => b.Cell == cell && b.ShopId == shop)
            .OrderByDescending(b => b.Id)
            .Select(b => b.Supplier)
            .Take(SuppliersFrom)
            .ToListAsync(cancellation);
        return [.. latest.Distinct()];
    }

    /// <summary>Counts, the latest first.</summary>
    public async Task<IReadOnlyList<CountItem>> CountsAsync(
        int cell,
        long shop,
        long before,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var page = await db.Set<StockCount>()
            .Where(c => c.Cell == cell && c.ShopId == shop && c.Id < before)
            .OrderByDescending(c => c.Id)
            .Take(take)
            .ToListAsync(cancellation);
        var goods = await new GoodsOf(cell, shop).On(db).ToDictionaryAsync(g => g.Id, cancellation);
        var ids = page.Select(c => c.CountedBy).Distinct().ToList();
        var people = await db
            .People.Where(p => ids.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => p.Name, cancellation);
        return [.. page.Select(c => new CountItem(c, goods[c.GoodId], people.GetValueOrDefault(c.CountedBy, "")))];
    }

    /// <summary>All accounts of a shop, by good.</summary>
    public async Task<ShopBooks> BooksAsync(int cell, long shop, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var accounts = await db
            .Accounts.Where(a => a.Cell == cell && a.Owner == shop)
            .OrderBy(a => a.Lot)
            .ToListAsync(cancellation);
        var goods = await new GoodsOf(cell, shop).On(db).ToListAsync(cancellation);
        var byGood = accounts.ToLookup(a => (a.Unit, a.Kind));
        return new ShopBooks(
            byGood[(Unit.CivicPoints, AccountKind.Takings)].FirstOrDefault(),
            [
                .. goods.Select(g => new GoodAccounts(
                    g,
                    byGood[(g.Id, AccountKind.Supply)].FirstOrDefault(),
                    [.. byGood[(g.Id, AccountKind.Stock)]],
                    byGood[(g.Id, AccountKind.HandedOut)].FirstOrDefault(),
                    byGood[(g.Id, AccountKind.CountDifference)].FirstOrDefault()
                )),
            ]
        );
    }
}
