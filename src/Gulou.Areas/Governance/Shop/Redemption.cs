using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Areas.Governance.Shop;

/// <summary>A basket handed out for points: the receipt.</summary>
public sealed class Redemption
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long ShopId { get; set; }

    /// <summary>The village.</summary>
    public PlaceKey Scope { get; set; }

    public long HouseholdId { get; set; }

    /// <summary>The receipt's number in this shop.</summary>
    public int Receipt { get; set; }

    /// <summary>Hundredths of points.</summary>
    public long Points { get; set; }

    /// <summary>What the household had left.</summary>
    public long Left { get; set; }

    public ClientId Entry { get; set; }
    public Instant At { get; set; }
    public long ServedBy { get; set; }

    /// <summary>The entry that reversed it, when an objection was upheld.</summary>
    public ClientId? Reversal { get; set; }
}

/// <summary>One good of a basket, as it was called and priced then.</summary>
public sealed class RedemptionLine
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long RedemptionId { get; set; }
    public long GoodId { get; set; }
    public required string Name { get; set; }
    public required string Measure { get; set; }
    public int Quantity { get; set; }

    /// <summary>Hundredths of points a piece.</summary>
    public long Price { get; set; }
}
