using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Tests.Storage;

namespace Gulou.Tests.Areas.Governance.Shop;

/// <summary>A village's shop with rice and soap, and one household with points, in memory.</summary>
internal sealed class ShopWorld
{
    public const long ShopId = 40;
    public const long HouseholdId = 100;
    public const long Rice = 50;
    public const long Soap = 51;
    public const long OldBatch = 60;
    public const long NewBatch = 61;

    public static readonly PlaceKey Village = PlaceKey.FromCode("522630202200");

    public PointsShop Shop { get; } =
        new()
        {
            Cell = Worlds.Cell,
            Id = ShopId,
            PlaceId = 20,
            Scope = Village,
            Name = "台盘村积分超市",
            LastReceipt = 7,
            From = Worlds.Today.AddYears(-1),
        };

    public Household Household { get; } =
        new()
        {
            Cell = Worlds.Cell,
            Id = HouseholdId,
            Scope = Village.Child(1).Child(1),
            HeadName = "杨秀英",
            From = Worlds.Today.AddYears(-1),
        };

    /// <summary>50 points a bag.</summary>
    public Good RiceGood { get; } = Named(Rice, "大米 10 斤", "袋", 5000);

    /// <summary>5 points a bar.</summary>
    public Good SoapGood { get; } = Named(Soap, "肥皂", "块", 500);

    /// <summary>Points by the year at whose end they expire.</summary>
    public Dictionary<long, long> Points { get; } =
        new() { [Worlds.Today.Year] = 4000, [Worlds.Today.Year + 1] = 8600 };

    /// <summary>Rice by batch.</summary>
    public Dictionary<long, long> RiceStock { get; } = new() { [OldBatch] = 2, [NewBatch] = 10 };

    public Dictionary<long, long> SoapStock { get; } = new() { [62] = 20 };

    public World Of(Command command, Actor? actor = null)
    {
        var w = Worlds.Of(command, actor);
        w.Given(Worlds.Cell, ShopId, Shop);
        w.Given(Worlds.Cell, HouseholdId, Household);
        w.Given(Worlds.Cell, Rice, RiceGood);
        w.Given(Worlds.Cell, Soap, SoapGood);
        w.Given<Good>(Worlds.Cell, 999, null);
        w.Given<Household>(Worlds.Cell, 999, null);
        Load(w, PointsAccounts.Of(Worlds.Cell, HouseholdId), Points);
        Load(w, PointsAccounts.Of(Worlds.Cell, 999), []);
        Load(w, ShopAccounts.Takings(Worlds.Cell, ShopId), []);
        foreach (var (good, stock) in new[] { (Rice, RiceStock), (Soap, SoapStock), (999, []) })
        {
            Load(w, ShopAccounts.Stock(Worlds.Cell, ShopId, good), stock);
            Load(w, ShopAccounts.HandedOut(Worlds.Cell, ShopId, good), []);
            Load(w, ShopAccounts.Supply(Worlds.Cell, ShopId, good), []);
            Load(w, ShopAccounts.Difference(Worlds.Cell, ShopId, good), []);
        }
        return w;
    }

    /// <summary>What a kind of account holds after the decision, by lot.</summary>
    public static IReadOnlyList<(long Lot, long Balance)> Lots(World w, LotsKey key) =>
        [.. w.Book.Lots(key).Select(a => (a.Lot, a.Balance))];

    private static Good Named(long id, string name, string measure, long price) =>
        new()
        {
            Cell = Worlds.Cell,
            Id = id,
            ShopId = ShopId,
            Scope = Village,
            Name = name,
            Measure = measure,
            Price = price,
        };

    private static void Load(World w, LotsKey key, Dictionary<long, long> lots) =>
        w.Book.LoadLots(
            key,
            lots.Select(lot => new Account
            {
                Cell = key.Cell,
                Id = (key.Owner * 1_000_000) + (key.Unit * 10_000) + lot.Key,
                Owner = key.Owner,
                Kind = key.Kind,
                Unit = key.Unit,
                Lot = lot.Key,
                Scope = Village,
                Limits = Limits.NotBelowZero,
                Balance = lot.Value,
            })
        );
}
