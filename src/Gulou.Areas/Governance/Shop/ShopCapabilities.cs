namespace Gulou.Areas.Governance.Shop;

public static class ShopCapabilities
{
    public const string See = "shop.see";
    public const string Redeem = "shop.redeem";
    public const string Stock = "shop.stock";
    public const string Manage = "shop.manage";
}
