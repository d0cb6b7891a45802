using Gulou.Kernel.Ledger;

namespace Gulou.Areas.Governance.Shop;

/// <summary>
/// Which ledger accounts a shop's points and goods move between. A good is a unit, a batch a lot of its stock.
/// </summary>
public static class ShopAccounts
{
    /// <summary>Points the shop has taken in.</summary>
    public static LotsKey Takings(int cell, long shop) => new(cell, shop, AccountKind.Takings, Unit.CivicPoints);

    /// <summary>What is on the shelf.</summary>
    public static LotsKey Stock(int cell, long shop, long good) => new(cell, shop, AccountKind.Stock, good);

    /// <summary>What was handed out.</summary>
    public static LotsKey HandedOut(int cell, long shop, long good) => new(cell, shop, AccountKind.HandedOut, good);

    /// <summary>Where goods come from.</summary>
    public static LotsKey Supply(int cell, long shop, long good) => new(cell, shop, AccountKind.Supply, good);

    /// <summary>What counts found missing or over.</summary>
    public static LotsKey Difference(int cell, long shop, long good) =>
        new(cell, shop, AccountKind.CountDifference, good);
}
