using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Areas.Governance.Shop;

public enum OpenShopOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NotAVillage,
    NameMissing,
    AlreadyOpen,
}

/// <summary>Opens a village's points shop.</summary>
public sealed record OpenShop : Command<OpenShopOutcome>
{
    public required long PlaceId { get; init; }
    public required string Name { get; init; }

    public override string Verb => "shop.open";

    public override string Capability => ShopCapabilities.Manage;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        w.All(new ShopsAt(Cell, PlaceId));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override OpenShopOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (place.Level != PlaceLevel.Village)
            return OpenShopOutcome.NotAVillage;
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > 50)
            return OpenShopOutcome.NameMissing;
        if (w.All(new ShopsAt(Cell, PlaceId)).Any(s => s.To is null))
            return OpenShopOutcome.AlreadyOpen;
        var shop = new PointsShop
        {
            Cell = Cell,
            Id = w.NewId(),
            PlaceId = PlaceId,
            Scope = place.Key,
            Name = Name.Trim(),
            From = w.Today,
        };
        w.Add(shop);
        w.Subject = shop.Id;
        return OpenShopOutcome.Done;
    }
}

/// <summary>Shops of a village, open or closed.</summary>
public sealed record ShopsAt(int Cell, long PlaceId) : Query<PointsShop>
{
    public override IQueryable<PointsShop> On(GulouDb db) =>
        db.Set<PointsShop>().Where(s => s.Cell == Cell && s.PlaceId == PlaceId);
}
