using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Shop;

/// <summary>A shop in a list, with the names of its county, township and village.</summary>
public sealed record ShopItem(PointsShop Shop, IReadOnlyList<Place> Path);

/// <summary>A good and how many pieces of it are on the shelf.</summary>
public sealed record ShelfItem(Good Good, long Left)
{
    public bool IsOut => Left <= 0;

    /// <summary>As few as the shop wants to be told of, none included.</summary>
    public bool RunsLow => Left <= Good.LowStock || IsOut;

    public bool IsOffered => Good.WithdrawnOn is null;
}

/// <summary>What a shop handed out on one day, what was taken back left out.</summary>
public readonly record struct ShopDay(int Receipts, long Points);

/// <summary>Reads shops, their shelves, and what stands at the counter.</summary>
public sealed class ShopReader(Database database)
{
    /// <summary>Open shops within the scopes, in map order, after a place.</summary>
    public async Task<IReadOnlyList<ShopItem>> ListAsync(
        IReadOnlyList<PlaceRange> scopes,
        PlaceKey after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var shops = await db.Set<PointsShop>()
            .Where(s => s.To == null)
            .Within(scopes, s => s.Scope)
            .Where(s => s.Scope > after)
            .OrderBy(s => s.Scope)
            .ThenBy(s => s.Id)
            .Take(take)
            .ToListAsync(cancellation);
        var names = await NamesAsync(db, shops.SelectMany(s => Above(s.Scope)), cancellation);
        return
        [
            .. shops.Select(s => new ShopItem(s, [.. Above(s.Scope).Where(names.ContainsKey).Select(k => names[k])])),
        ];
    }

    public async Task<PointsShop?> FindAsync(int cell, long id, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await db.Set<PointsShop>().SingleOrDefaultAsync(s => s.Cell == cell && s.Id == id, cancellation);
    }

    /// <summary>
    /// The open shops of the village a household lives in: one, or several where villages were merged.
    /// </summary>
    public async Task<IReadOnlyList<PointsShop>> ShopsOfAsync(
        int cell,
        PlaceKey household,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var village = household.At(PlaceLevel.Village);
        return await db.Set<PointsShop>()
            .Where(s => s.Cell == cell && s.Scope == village && s.To == null)
            .OrderBy(s => s.Id)
            .ToListAsync(cancellation);
    }

    /// <summary>Villages within the scopes that have no open shop, in map order.</summary>
    public async Task<IReadOnlyList<Division>> VillagesWithoutAsync(
        IReadOnlyList<PlaceRange> scopes,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var open = db.Set<PointsShop>().Where(s => s.To == null).Select(s => s.Scope);
        var kinds = new[] { PlaceKind.Village, PlaceKind.Community, PlaceKind.PseudoVillage };
        return await db
            .Divisions.Where(d => d.To == null && kinds.Contains(d.Kind) && !open.Contains(d.Key))
            .Within(scopes, d => d.Key)
            .OrderBy(d => d.Key)
            .Take(take)
            .ToListAsync(cancellation);
    }

    /// <summary>All goods of a shop with what is left of them, withdrawn ones included, as they were listed.</summary>
    public async Task<IReadOnlyList<ShelfItem>> ShelfAsync(
        int cell,
        long shop,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var goods = await new GoodsOf(cell, shop).On(db).ToListAsync(cancellation);
        var left = await db
            .Accounts.Where(a => a.Cell == cell && a.Owner == shop && a.Kind == AccountKind.Stock && a.Balance > 0)
            .GroupBy(a => a.Unit)
            .Select(g => new { Good = g.Key, Left = g.Sum(a => a.Balance - a.HeldOut) })
            .ToDictionaryAsync(g => g.Good, g => g.Left, cancellation);
        return [.. goods.Select(g => new ShelfItem(g, left.GetValueOrDefault(g.Id)))];
    }

    public async Task<ShopDay> DayAsync(int cell, long shop, DateOnly day, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var (start, end) = (Instant.StartOf(day), Instant.StartOf(day.AddDays(1)));
        var points = await db.Set<Redemption>()
            .Where(r => r.Cell == cell && r.ShopId == shop && r.At >= start && r.At < end && r.Reversal == null)
            .Select(r => r.Points)
            .ToListAsync(cancellation);
        return new ShopDay(points.Count, points.Sum());
    }

    /// <summary>The points a household may spend on a day, in hundredths.</summary>
    public async Task<long> PointsOfAsync(
        int cell,
        long household,
        DateOnly day,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        long year = day.Year;
        return await db
            .Accounts.Where(a =>
                a.Cell == cell
                && a.Owner == household
                && a.Kind == AccountKind.Points
                && a.Unit == Unit.CivicPoints
                && a.Lot >= year
            )
            .SumAsync(a => a.Balance - a.HeldOut, cancellation);
    }

    /// <summary>The places with these keys, and those above them, by key.</summary>
    public async Task<IReadOnlyDictionary<PlaceKey, Place>> PlacesAsync(
        IEnumerable<PlaceKey> keys,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await NamesAsync(db, keys.SelectMany(k => k.Path), cancellation);
    }

    private static IEnumerable<PlaceKey> Above(PlaceKey village) =>
        village.Path.Where(k => k.Level >= PlaceLevel.County);

    private static async Task<Dictionary<PlaceKey, Place>> NamesAsync(
        GulouDb db,
        IEnumerable<PlaceKey> keys,
        CancellationToken cancellation
    )
    {
        var wanted = keys.Distinct().ToList();
        return await db
            .Places.Where(p => wanted.Contains(p.Key) && p.To == null)
            .ToDictionaryAsync(p => p.Key, cancellation);
    }
}
