using Gulou.Kernel.Ledger;

namespace Gulou.Areas.Governance.Points;

/// <summary>Which ledger accounts civic points move between.</summary>
public static class PointsAccounts
{
    /// <summary>A household's points, one lot per year at whose end they expire.</summary>
    public static LotsKey Of(int cell, long household) => new(cell, household, AccountKind.Points, Unit.CivicPoints);

    /// <summary>Where a village's points come from.</summary>
    public static LotsKey IssuedBy(int cell, long village) =>
        new(cell, village, AccountKind.Issuance, Unit.CivicPoints);

    /// <summary>What a village bears when points are taken back that were spent already.</summary>
    public static LotsKey Fund(int cell, long village) => new(cell, village, AccountKind.Fund, Unit.CivicPoints);
}
