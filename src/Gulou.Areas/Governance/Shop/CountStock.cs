using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Areas.Governance.Shop;

public enum CountStockOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    GoodNotOfThisShop,
    WrongQuantity,
    StockMovedMeanwhile,
    ReasonMissing,
    NeverArrived,
}

/// <summary>
/// A count of one good. Where shelf and book differ, an entry with a reason corrects the book: missing pieces are taken
/// from the oldest batches, surplus ones added to the newest.
/// </summary>
public sealed record CountStock : Command<CountStockOutcome>
{
    public required long ShopId { get; init; }
    public required long GoodId { get; init; }

    /// <summary>What the book had when the counting began.</summary>
    public required int Expected { get; init; }

    public required int Counted { get; init; }
    public string Reason { get; init; } = "";

    public override string Verb => "shop.count";

    public override string Capability => ShopCapabilities.Stock;

    public override void Needs(World w)
    {
        w.One<PointsShop>(Cell, ShopId);
        w.One<Good>(Cell, GoodId);
        w.Lots(ShopAccounts.Stock(Cell, ShopId, GoodId));
        w.Lots(ShopAccounts.Difference(Cell, ShopId, GoodId));
    }

    public override Target? Target(World w) =>
        w.One<PointsShop>(Cell, ShopId) is { } shop ? new Target(shop.Scope) : null;

    public override CountStockOutcome Decide(World w)
    {
        var shop = w.One<PointsShop>(Cell, ShopId)!;
        if (w.One<Good>(Cell, GoodId) is not { } good || good.ShopId != ShopId)
            return CountStockOutcome.GoodNotOfThisShop;
        if (Counted is < 0 or > ReceiveStock.MostPieces)
            return w.Refuse(CountStockOutcome.WrongQuantity, ReceiveStock.MostPieces);
        var stock = ShopAccounts.Stock(Cell, ShopId, GoodId);
        var inBook = w.Book.Available(stock);
        if (inBook != Expected)
            return w.Refuse(CountStockOutcome.StockMovedMeanwhile, Expected, inBook);
        var difference = Counted - Expected;
        if (difference != 0 && string.IsNullOrWhiteSpace(Reason))
            return w.Refuse(CountStockOutcome.ReasonMissing, difference);
        if (difference > 0 && w.Book.Lots(stock).Count == 0)
            return CountStockOutcome.NeverArrived;
        var count = new StockCount
        {
            Cell = Cell,
            Id = w.NewId(),
            ShopId = ShopId,
            GoodId = GoodId,
            Scope = shop.Scope,
            Expected = Expected,
            Counted = Counted,
            Reason = Reason.Trim(),
            At = w.Now,
            CountedBy = w.Actor.PersonId,
            Entry = difference == 0 ? null : Id,
        };
        w.Add(count);
        if (difference != 0)
            Correct(w, shop, stock, difference, count.Id);
        w.Subject = count.Id;
        return CountStockOutcome.Done;
    }

    private void Correct(World w, PointsShop shop, LotsKey stock, int difference, long count)
    {
        var against = w.Open(ShopAccounts.Difference(Cell, ShopId, GoodId).Lot(0), Limits.None, shop.Scope);
        var moved =
            difference < 0
                ? w.Book.TakeOldest(stock, -difference)!
                : [new Leg(w.Book.Lots(stock)[^1].Id, GoodId, difference)];
        w.MustPost(
            new Entry
            {
                Id = Id,
                Cell = Cell,
                Reason = Verb,
                EffectiveOn = w.Today,
                Place = shop.PlaceId,
                Scope = shop.Scope,
                Subject = count,
                Memo = Reason.Trim().Length > 200 ? Reason.Trim()[..200] : Reason.Trim(),
                Legs = [.. moved, new Leg(against.Id, GoodId, -difference)],
            }
        );
    }
}
