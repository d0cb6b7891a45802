using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Areas.Governance.Shop;

/// <summary>A count of one good on the shelf and the correction it led to.</summary>
public sealed class StockCount
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long GoodId { get; set; }
    public PlaceKey Scope { get; set; }

    /// <summary>Pieces the book had.</summary>
    public int Expected { get; set; }

    /// <summary>Pieces on the shelf.</summary>
    public int Counted { get; set; }

    /// <summary>Why they differ; empty when they agree.</summary>
    public string Reason { get; set; } = "";

    public Instant At { get; set; }
    public long CountedBy { get; set; }

    /// <summary>The correcting entry; null when the count agreed.</summary>
    public ClientId? Entry { get; set; }
}
