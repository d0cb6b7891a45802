using Gulou.Kernel.Places;

namespace Gulou.Areas.Governance.Shop;

/// <summary>A village's points shop (积分超市).</summary>
public sealed class PointsShop
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long PlaceId { get; set; }
    public PlaceKey Scope { get; set; }
    public required string Name { get; set; }

    /// <summary>The number of the last receipt.</summary>
    public int LastReceipt { get; set; }

    public DateOnly From { get; set; }
    public DateOnly? To { get; set; }
}

/// <summary>
/// A good a shop hands out for points. Its id is also its unit in the ledger. Price in hundredths of points, quantities
/// in whole pieces.
/// </summary>
public sealed class Good
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long ShopId { get; set; }
    public PlaceKey Scope { get; set; }
    public required string Name { get; set; }
    public string Initials { get; set; } = "";

    /// <summary>The counting word: 袋, 瓶, 块.</summary>
    public required string Measure { get; set; }

    public long Price { get; set; }

    /// <summary>From this many pieces down the shop is told that it runs out.</summary>
    public int LowStock { get; set; }

    /// <summary>Not handed out any more since this day.</summary>
    public DateOnly? WithdrawnOn { get; set; }
}
