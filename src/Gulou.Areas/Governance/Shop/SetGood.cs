using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Areas.Governance.Shop;

public enum SetGoodOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    GoodNotOfThisShop,
    NameMissing,
    NameTaken,
    WrongPrice,
}

/// <summary>Lists a good in a shop, changes its name, price or warning level, withdraws it or brings it back.</summary>
public sealed record SetGood : Command<SetGoodOutcome>
{
    public const long HighestPrice = 10_000_00;

    public required long ShopId { get; init; }

    /// <summary>The good to change; null for a new one.</summary>
    public long? GoodId { get; init; }

    public required string Name { get; init; }
    public required string Measure { get; init; }

    /// <summary>Hundredths of points a piece.</summary>
    public required long Price { get; init; }

    public int LowStock { get; init; }
    public bool Withdrawn { get; init; }

    public override string Verb => "shop.set-good";

    public override string Capability => ShopCapabilities.Stock;

    public override void Needs(World w)
    {
        w.One<PointsShop>(Cell, ShopId);
        w.All(new GoodsOf(Cell, ShopId));
    }

    public override Target? Target(World w) =>
        w.One<PointsShop>(Cell, ShopId) is { } shop ? new Target(shop.Scope) : null;

    public override SetGoodOutcome Decide(World w)
    {
        var shop = w.One<PointsShop>(Cell, ShopId)!;
        var goods = w.All(new GoodsOf(Cell, ShopId));
        var good = goods.SingleOrDefault(g => g.Id == GoodId);
        if (GoodId is not null && good is null)
            return SetGoodOutcome.GoodNotOfThisShop;
        var name = Name.Trim();
        if (name.Length is 0 or > 50 || Measure.Trim().Length is 0 or > 10)
            return SetGoodOutcome.NameMissing;
        if (goods.Any(g => g.Id != GoodId && g.WithdrawnOn is null && g.Name == name))
            return w.Refuse(SetGoodOutcome.NameTaken, name);
        if (Price is < 1 or > HighestPrice)
            return w.Refuse(SetGoodOutcome.WrongPrice, PointsText.Format(HighestPrice));
        if (good is null)
        {
            good = new Good
            {
                Cell = Cell,
                Id = w.NewId(),
                ShopId = ShopId,
                Scope = shop.Scope,
                Name = name,
                Measure = "",
            };
            w.Add(good);
        }
        good.Name = name;
        good.Initials = w.Pinyin.Initials(name);
        good.Measure = Measure.Trim();
        good.Price = Price;
        good.LowStock = LowStock;
        good.WithdrawnOn = Withdrawn ? good.WithdrawnOn ?? w.Today : null;
        w.Subject = good.Id;
        return SetGoodOutcome.Done;
    }
}

/// <summary>All goods of a shop, withdrawn ones included.</summary>
public sealed record GoodsOf(int Cell, long ShopId) : Query<Good>
{
    public override IQueryable<Good> On(GulouDb db) =>
        db.Set<Good>().Where(g => g.Cell == Cell && g.ShopId == ShopId).OrderBy(g => g.Id);
}
