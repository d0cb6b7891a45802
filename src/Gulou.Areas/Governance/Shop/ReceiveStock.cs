using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Areas.Governance.Shop;

public enum ReceiveStockOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    GoodNotOfThisShop,
    SupplierMissing,
    WrongQuantity,
    WrongCost,
    DayInFuture,
    BestBeforeOver,
}

/// <summary>Goods arrive at a shop: a batch with its supplier, source of funds, cost and best-before day.</summary>
public sealed record ReceiveStock : Command<ReceiveStockOutcome>
{
    public const int MostPieces = 100_000;
    public const long HighestCost = 10_000_000;

    public required long ShopId { get; init; }
    public required long GoodId { get; init; }
    public required string Supplier { get; init; }
    public required FundSource Source { get; init; }
    public required int Quantity { get; init; }

    /// <summary>Fen a piece, 0 for gifts.</summary>
    public required long UnitCost { get; init; }

    public required DateOnly ArrivedOn { get; init; }
    public DateOnly? BestBefore { get; init; }

    public override string Verb => "shop.receive";

    public override string Capability => ShopCapabilities.Stock;

    public override void Needs(World w)
    {
        if (w.One<PointsShop>(Cell, ShopId) is { } shop)
            w.Books(Cell, shop.PlaceId, ArrivedOn);
        w.One<Good>(Cell, GoodId);
        w.Lots(ShopAccounts.Supply(Cell, ShopId, GoodId));
        w.Lots(ShopAccounts.Stock(Cell, ShopId, GoodId));
    }

    public override Target? Target(World w) =>
        w.One<PointsShop>(Cell, ShopId) is { } shop ? new Target(shop.Scope) : null;

    public override ReceiveStockOutcome Decide(World w)
    {
        var shop = w.One<PointsShop>(Cell, ShopId)!;
        if (w.One<Good>(Cell, GoodId) is not { } good || good.ShopId != ShopId)
            return ReceiveStockOutcome.GoodNotOfThisShop;
        if (string.IsNullOrWhiteSpace(Supplier) || Supplier.Length > 100)
            return ReceiveStockOutcome.SupplierMissing;
        if (Quantity is < 1 or > MostPieces)
            return w.Refuse(ReceiveStockOutcome.WrongQuantity, MostPieces);
        if (UnitCost is < 0 or > HighestCost)
            return w.Refuse(ReceiveStockOutcome.WrongCost, YuanText.Format(HighestCost));
        if (ArrivedOn > w.Today)
            return ReceiveStockOutcome.DayInFuture;
        if (BestBefore is { } bestBefore && bestBefore < ArrivedOn)
            return ReceiveStockOutcome.BestBeforeOver;
        var batch = new Batch
        {
            Cell = Cell,
            Id = w.NewId(),
            ShopId = ShopId,
            GoodId = GoodId,
            Scope = shop.Scope,
            Supplier = Supplier.Trim(),
            Source = Source,
            Quantity = Quantity,
            UnitCost = UnitCost,
            ArrivedOn = ArrivedOn,
            BestBefore = BestBefore,
            Entry = Id,
            ReceivedBy = w.Actor.PersonId,
        };
        w.Add(batch);
        var supply = w.Open(ShopAccounts.Supply(Cell, ShopId, GoodId).Lot(0), Limits.None, shop.Scope);
        var stock = w.Open(ShopAccounts.Stock(Cell, ShopId, GoodId).Lot(batch.Id), Limits.NotBelowZero, shop.Scope);
        w.MustPost(
            new Entry
            {
                Id = Id,
                Cell = Cell,
                Reason = Verb,
                EffectiveOn = w.FirstOpen(Cell, shop.PlaceId, ArrivedOn),
                Place = shop.PlaceId,
                Scope = shop.Scope,
                Subject = batch.Id,
                Legs = [new Leg(supply.Id, GoodId, -Quantity), new Leg(stock.Id, GoodId, Quantity)],
            }
        );
        w.Subject = batch.Id;
        return ReceiveStockOutcome.Done;
    }
}
