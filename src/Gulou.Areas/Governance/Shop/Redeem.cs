using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Areas.Governance.Shop;

public enum RedeemOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    ShopClosed,
    HouseholdNotOfThisVillage,
    BasketEmpty,
    WrongQuantity,
    GoodsWithdrawn,
    PriceChanged,

    [MayRetry]
    TooLittleStock,

    [MayRetry]
    TooFewPoints,
}

/// <summary>One good in a basket.</summary>
/// <param name="GoodId">Which.</param>
/// <param name="Quantity">Pieces, 1 to 999.</param>
/// <param name="Price">The price the household was told, hundredths of points a piece.</param>
public sealed record BasketLine(long GoodId, int Quantity, long Price);

/// <summary>
/// Hands out goods for points: the household's points go to the shop and the goods from its shelf to its handed-out
/// account, in one entry that names the household as party. Oldest points and oldest batches go first.
/// </summary>
public sealed record Redeem : Command<RedeemOutcome>
{
    public const int MostPieces = 999;

    public required long ShopId { get; init; }
    public required long HouseholdId { get; init; }
    public required IReadOnlyList<BasketLine> Lines { get; init; }

    public override string Verb => "shop.redeem";

    public override string Capability => ShopCapabilities.Redeem;

    public override void Needs(World w)
    {
        w.One<PointsShop>(Cell, ShopId);
        w.One<Household>(Cell, HouseholdId);
        foreach (var line in Lines)
            w.One<Good>(Cell, line.GoodId);
        w.Lots(PointsAccounts.Of(Cell, HouseholdId));
        w.Lots(ShopAccounts.Takings(Cell, ShopId));
        foreach (var line in Lines)
        {
            w.Lots(ShopAccounts.Stock(Cell, ShopId, line.GoodId));
            w.Lots(ShopAccounts.HandedOut(Cell, ShopId, line.GoodId));
        }
    }

    public override Target? Target(World w) =>
        w.One<PointsShop>(Cell, ShopId) is { } shop ? new Target(shop.Scope, HouseholdId) : null;

    public override RedeemOutcome Decide(World w)
    {
        var shop = w.One<PointsShop>(Cell, ShopId)!;
        if (shop.To is not null)
            return RedeemOutcome.ShopClosed;
        var household = w.One<Household>(Cell, HouseholdId);
        if (household is null || household.To is not null || !shop.Scope.Range.Contains(household.Scope))
            return RedeemOutcome.HouseholdNotOfThisVillage;
        if (Lines.Count == 0)
            return RedeemOutcome.BasketEmpty;
        if (Lines.Any(l => l.Quantity is < 1 or > MostPieces) || Lines.DistinctBy(l => l.GoodId).Count() < Lines.Count)
            return w.Refuse(RedeemOutcome.WrongQuantity, MostPieces);
        foreach (var line in Lines)
        {
            if (w.One<Good>(Cell, line.GoodId) is not { WithdrawnOn: null } good || good.ShopId != ShopId)
                return w.Refuse(RedeemOutcome.GoodsWithdrawn, w.One<Good>(Cell, line.GoodId)?.Name ?? "");
            if (good.Price != line.Price)
                return w.Refuse(RedeemOutcome.PriceChanged, good.Name, PointsText.Format(good.Price));
        }
        return Exchange(w, shop, household);
    }

    private RedeemOutcome Exchange(World w, PointsShop shop, Household household)
    {
        var legs = new List<Leg>();
        foreach (var line in Lines)
        {
            var good = w.One<Good>(Cell, line.GoodId)!;
            var stock = ShopAccounts.Stock(Cell, ShopId, good.Id);
            if (w.Book.TakeOldest(stock, line.Quantity) is not { } taken)
                return w.Refuse(RedeemOutcome.TooLittleStock, good.Name, w.Book.Available(stock), good.Measure);
            var handedOut = w.Open(ShopAccounts.HandedOut(Cell, ShopId, good.Id).Lot(0), Limits.None, shop.Scope);
            legs.AddRange(taken);
            legs.Add(new Leg(handedOut.Id, good.Id, line.Quantity));
        }
        var points = PointsAccounts.Of(Cell, HouseholdId);
        var total = Lines.Sum(l => l.Price * l.Quantity);
        var available = w.Book.Available(points, fromLot: w.Today.Year);
        if (w.Book.TakeOldest(points, total, fromLot: w.Today.Year) is not { } paid)
            return w.Refuse(RedeemOutcome.TooFewPoints, PointsText.Format(available), PointsText.Format(total));
        var takings = w.Open(ShopAccounts.Takings(Cell, ShopId).Lot(0), Limits.None, shop.Scope);
        legs.InsertRange(0, [.. paid, new Leg(takings.Id, Unit.CivicPoints, total)]);
        var redemption = Receipt(w, shop, household, total, available - total);
        w.MustPost(
            new Entry
            {
                Id = Id,
                Cell = Cell,
                Reason = Verb,
                EffectiveOn = w.Today,
                Place = shop.PlaceId,
                Scope = shop.Scope,
                Party = HouseholdId,
                Subject = redemption.Id,
                Legs = legs,
            }
        );
        return RedeemOutcome.Done;
    }

    private Redemption Receipt(World w, PointsShop shop, Household household, long total, long left)
    {
        shop.LastReceipt++;
        var redemption = new Redemption
        {
            Cell = Cell,
            Id = w.NewId(),
            ShopId = ShopId,
            Scope = shop.Scope,
            HouseholdId = household.Id,
            Receipt = shop.LastReceipt,
            Points = total,
            Left = left,
            Entry = Id,
            At = w.Now,
            ServedBy = w.Actor.PersonId,
        };
        w.Add(redemption);
        foreach (var line in Lines)
        {
            var good = w.One<Good>(Cell, line.GoodId)!;
            w.Add(
                new RedemptionLine
                {
                    Cell = Cell,
                    Id = w.NewId(),
                    RedemptionId = redemption.Id,
                    GoodId = good.Id,
                    Name = good.Name,
                    Measure = good.Measure,
                    Quantity = line.Quantity,
                    Price = line.Price,
                }
            );
        }
        w.Subject = redemption.Id;
        return redemption;
    }
}
