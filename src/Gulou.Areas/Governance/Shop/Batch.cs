using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Areas.Governance.Shop;

/// <summary>What paid for goods (handbook 3.5).</summary>
public enum FundSource
{
    /// <summary>村集体资金</summary>
    Collective = 1,

    /// <summary>帮扶单位</summary>
    SupportingUnit = 2,

    /// <summary>社会捐赠</summary>
    Donation = 3,

    /// <summary>财政资金</summary>
    Finance = 4,
}

/// <summary>Goods that arrived together; its id is their lot in the ledger.</summary>
public sealed class Batch
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long ShopId { get; set; }
    public long GoodId { get; set; }
    public PlaceKey Scope { get; set; }
    public required string Supplier { get; set; }
    public FundSource Source { get; set; }

    /// <summary>Pieces.</summary>
    public int Quantity { get; set; }

    /// <summary>Fen a piece; 0 for gifts.</summary>
    public long UnitCost { get; set; }

    public DateOnly ArrivedOn { get; set; }
    public DateOnly? BestBefore { get; set; }
    public ClientId Entry { get; set; }
    public long ReceivedBy { get; set; }
}
