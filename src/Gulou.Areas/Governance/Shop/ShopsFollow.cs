using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Shop;

/// <summary>
/// A shop outlives its village: taken in with it, it stays as a second shop of the larger village, with its shelf, its
/// books and its receipts. Into another county it goes as a successor with all that is on the shelf.
/// </summary>
internal sealed class ShopsFollow : IMapFollower
{
    public void Absorbed(World w, Place place, Place into, DateOnly on) =>
        w.ChangeAll(
            "UPDATE points_shop SET place_id = {0} WHERE cell = {1} AND place_id = {2}",
            into.Id,
            place.Cell,
            place.Id
        );

    public void NeedCarrying(World w, Place place)
    {
        foreach (var shop in w.All(new ShopsIn(place.Cell, place.Key)))
        {
            w.All(new GoodsOf(place.Cell, shop.Id));
            w.All(new BatchesLeft(place.Cell, shop.Id));
        }
    }

    public IEnumerable<OpenMatter> Open(World w, Place place) => [];

    public void Carry(World w, CountyChange change)
    {
        foreach (var shop in w.All(new ShopsIn(change.Place.Cell, change.Place.Key)))
        {
            var at = change.PlaceAfter(shop.PlaceId);
            var next = new PointsShop
            {
                Cell = at.Cell,
                Id = w.NewId(),
                PlaceId = at.Id,
                Scope = at.Key,
                Name = shop.Name,
                LastReceipt = shop.LastReceipt,
                From = change.On,
            };
            w.AddAll([next]);
            change.GoesOn(shop.Id, next.Id, next.Scope);
            foreach (var good in w.All(new GoodsOf(shop.Cell, shop.Id)))
                Carry(w, change, shop, next, good);
            shop.To = change.On;
        }
    }

    private static void Carry(World w, CountyChange change, PointsShop shop, PointsShop next, Good good)
    {
        var listed = new Good
        {
            Cell = next.Cell,
            Id = w.NewId(),
            ShopId = next.Id,
            Scope = next.Scope,
            Name = good.Name,
            Initials = good.Initials,
            Measure = good.Measure,
            Price = good.Price,
            LowStock = good.LowStock,
            WithdrawnOn = good.WithdrawnOn,
        };
        w.AddAll([listed]);
        change.GoesOn(good.Id, listed.Id, next.Scope);
        var stock = w.All(new BalancesIn(change.Place.Cell, change.Place.Key))
            .Where(a => a.Owner == shop.Id && a.Kind == AccountKind.Stock && a.Unit == good.Id)
            .ToDictionary(a => a.Lot, a => a.Balance);
        foreach (var batch in w.All(new BatchesLeft(shop.Cell, shop.Id)).Where(b => stock.ContainsKey(b.Id)))
        {
            var left = new Batch
            {
                Cell = next.Cell,
                Id = w.NewId(),
                ShopId = next.Id,
                GoodId = listed.Id,
                Scope = next.Scope,
                Supplier = batch.Supplier,
                Source = batch.Source,
                Quantity = (int)stock[batch.Id],
                UnitCost = batch.UnitCost,
                ArrivedOn = batch.ArrivedOn,
                BestBefore = batch.BestBefore,
                Entry = change.EntryOf(shop.Id, good.Id),
                ReceivedBy = batch.ReceivedBy,
            };
            w.AddAll([left]);
            change.GoesOn(batch.Id, left.Id, next.Scope);
        }
    }
}

/// <summary>The open shops of a place.</summary>
public sealed record ShopsIn(int Cell, PlaceKey Place) : Query<PointsShop>
{
    public override IQueryable<PointsShop> On(GulouDb db) =>
        db.Set<PointsShop>()
            .Where(s => s.Cell == Cell && s.To == null)
            .Within(Place.Range, s => s.Scope)
            .OrderBy(s => s.Id);
}

/// <summary>The batches of which a shop has something left.</summary>
public sealed record BatchesLeft(int Cell, long ShopId) : Query<Batch>
{
    public override IQueryable<Batch> On(GulouDb db)
    {
        var lots = db
            .Accounts.Where(a => a.Cell == Cell && a.Owner == ShopId && a.Kind == AccountKind.Stock && a.Balance != 0)
            .Select(a => a.Lot);
        return db.Set<Batch>()
            .AsNoTracking()
            .Where(b => b.Cell == Cell && b.ShopId == ShopId && lots.Contains(b.Id))
            .OrderBy(b => b.Id);
    }
}
