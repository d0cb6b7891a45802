using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Shop;

/// <summary>A good as a villager sees it.</summary>
/// <param name="Price">Hundredths of points a piece.</param>
/// <param name="Left">Pieces on the shelf.</param>
public sealed record ShelfGood(string Name, string Measure, long Price, long Left);

/// <summary>What a village's shop has.</summary>
public sealed record Shelf(string Shop, IReadOnlyList<ShelfGood> Goods);

/// <summary>Reads a shop's shelf for those who come to redeem.</summary>
public sealed class ShelfReader(Database database)
{
    /// <summary>The shelf of the village's open shop, what is there first; null when there is no shop.</summary>
    public async Task<Shelf?> OfVillageAsync(PlaceKey village, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var shop = await db.Set<PointsShop>()
            .Where(s => s.Scope == village && s.To == null)
            .OrderBy(s => s.Id)
            .FirstOrDefaultAsync(cancellation);
        if (shop is null)
            return null;
        var goods = await db.Set<Good>()
            .Where(g => g.Cell == shop.Cell && g.ShopId == shop.Id && g.WithdrawnOn == null)
            .OrderBy(g => g.Price)
            .ThenBy(g => g.Id)
            .ToListAsync(cancellation);
        var left = await db
            .Accounts.Where(a => a.Cell == shop.Cell && a.Owner == shop.Id && a.Kind == AccountKind.Stock)
            .GroupBy(a => a.Unit)
            .Select(g => new { Good = g.Key, Pieces = g.Sum(a => a.Balance - a.HeldOut) })
            .ToDictionaryAsync(a => a.Good, a => a.Pieces, cancellation);
        return new Shelf(
            shop.Name,
            [
                .. goods
                    .Select(g => new ShelfGood(g.Name, g.Measure, g.Price, left.GetValueOrDefault(g.Id)))
                    .OrderBy(g => g.Left == 0),
            ]
        );
    }
}
