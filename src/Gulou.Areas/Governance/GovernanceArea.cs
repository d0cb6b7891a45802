using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Storage.Cases;
using Gulou.Storage.Definitions;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance;

/// <summary>
/// Area 4, 抓乡村治理强效能: what it lets posts do, its registers, its definitions. Its verbs lie beside their registers.
/// </summary>
public static class GovernanceArea
{
    public static readonly IReadOnlyList<string> Capabilities =
    [
        PointsCapabilities.See,
        PointsCapabilities.Claim,
        PointsCapabilities.Review,
        PointsCapabilities.Answer,
        PointsCapabilities.Object,
        PointsCapabilities.ObjectToNotice,
        PointsCapabilities.AdoptRules,
        PointsCapabilities.Close,
        ShopCapabilities.See,
        ShopCapabilities.Redeem,
        ShopCapabilities.Stock,
        ShopCapabilities.Manage,
    ];

    /// <summary>What answers of its flows may do in registers and ledger.</summary>
    public static readonly IReadOnlyList<Effect> Effects = [];

    /// <summary>What follows when a village is taken in by another, or goes to another county.</summary>
    public static readonly IReadOnlyList<IMapFollower> MapFollowers = [new RulesFollow(), new ShopsFollow()];

    public static void Map(ModelBuilder model)
    {
        model.Entity<PointsRule>(rule =>
        {
            rule.HasKey(r => new { r.Cell, r.Id });
            rule.HasIndex(r => r.Scope);
        });
        model.Entity<Claim>(claim =>
        {
            claim.HasKey(c => new { c.Cell, c.Id });
            claim.HasIndex(c => new
            {
                c.Scope,
                c.State,
                c.Id,
            });
            claim.HasIndex(c => new
            {
                c.Cell,
                c.HouseholdId,
                c.Id,
            });
            claim.HasIndex(c => new { c.State, c.NoticeUntil });
            claim.HasOne<PointsRule>().WithMany().HasForeignKey(c => new { c.Cell, c.RuleId });
        });
        model.Entity<Review>(review =>
        {
            review.HasKey(r => new { r.Cell, r.Id });
            review
                .HasIndex(r => new
                {
                    r.Cell,
                    r.ClaimId,
                    r.PersonId,
                })
                .IsUnique();
            review.HasOne<Claim>().WithMany().HasForeignKey(r => new { r.Cell, r.ClaimId });
        });
        model.Entity<Objection>(objection =>
        {
            objection.HasKey(o => new { o.Cell, o.Id });
            objection.HasIndex(o => new { o.Cell, o.Subject });
            objection.HasIndex(o => new { o.Scope, o.State });
        });
        model.Entity<PointsShop>(shop =>
        {
            shop.HasKey(s => new { s.Cell, s.Id });
            shop.HasIndex(s => s.Scope);
        });
        model.Entity<Good>(good =>
        {
            good.HasKey(g => new { g.Cell, g.Id });
            good.HasIndex(g => new { g.Cell, g.ShopId });
            good.HasOne<PointsShop>().WithMany().HasForeignKey(g => new { g.Cell, g.ShopId });
        });
        model.Entity<Batch>(batch =>
        {
            batch.HasKey(b => new { b.Cell, b.Id });
            batch.HasIndex(b => new { b.Cell, b.GoodId });
            batch.HasIndex(b => new
            {
                b.Cell,
                b.ShopId,
                b.Id,
            });
            batch.HasOne<Good>().WithMany().HasForeignKey(b => new { b.Cell, b.GoodId });
        });
        model.Entity<StockCount>(count =>
        {
            count.HasKey(c => new { c.Cell, c.Id });
            count.HasIndex(c => new
            {
                c.Cell,
                c.ShopId,
                c.Id,
            });
            count.HasOne<Good>().WithMany().HasForeignKey(c => new { c.Cell, c.GoodId });
        });
        model.Entity<Redemption>(redemption =>
        {
            redemption.HasKey(r => new { r.Cell, r.Id });
            redemption
                .HasIndex(r => new
                {
                    r.Cell,
                    r.ShopId,
                    r.Receipt,
                })
                .IsUnique();
            redemption.HasIndex(r => new
            {
                r.Cell,
                r.HouseholdId,
                r.Id,
            });
            redemption.HasIndex(r => new
            {
                r.Cell,
                r.ShopId,
                r.At,
            });
            redemption.HasOne<PointsShop>().WithMany().HasForeignKey(r => new { r.Cell, r.ShopId });
        });
        model.Entity<RedemptionLine>(line =>
        {
            line.HasKey(l => new { l.Cell, l.Id });
            line.HasIndex(l => new { l.Cell, l.RedemptionId });
            line.HasOne<Redemption>().WithMany().HasForeignKey(l => new { l.Cell, l.RedemptionId });
        });
    }

    /// <summary>Reads the area's own definitions.</summary>
    public static void Load(DefinitionSet definitions) =>
        definitions.Add(DefinitionFile.Read<PointsPolicy>(definitions.Folder, "4-governance/points.yaml"));
}
