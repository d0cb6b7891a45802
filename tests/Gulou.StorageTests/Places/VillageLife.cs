using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage;
using Gulou.Storage.Places;
using Gulou.StorageTests.People;
using Gulou.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Places;

/// <summary>A village with households, points, rules and a shop: what a change of the map must not lose.</summary>
internal sealed class VillageLife(Registers house)
{
    public const string Document = "黔府函〔2026〕1号";

    private readonly Lives lives = new(house);

    public Lives Lives => lives;
    public Registers House => house;
    public Place Village => lives.Village;
    public Place Unit => lives.Unit;

    /// <summary>Two people in the unit; the first has <see cref="Lives.Number"/> 2.</summary>
    public long Home { get; private set; }
    public long Shop { get; private set; }
    public long Good { get; private set; }
    public long Rule { get; private set; }

    public async Task<VillageLife> StartAsync()
    {
        await lives.StartAsync();
        Home = await lives.Register(
            Unit,
            Lives.Head("吴老三", Lives.Number(2)),
            Lives.Member("吴小龙", Relation.Child, Lives.Number(3))
        );
        Rule = await AdoptAsync(Village, "V01");
        Shop = await OpenAsync(Village, "台盘积分超市");
        Good = await house.Make(
            new SetGood
            {
                Id = house.NewId(),
                Cell = Village.Cell,
                ShopId = Shop,
                Name = "盐",
                Measure = "袋",
                Price = 10_00,
            }
        );
        await house.Make(
            new ReceiveStock
            {
                Id = house.NewId(),
                Cell = Village.Cell,
                ShopId = Shop,
                GoodId = Good,
                Supplier = "县供销社",
                Source = FundSource.Collective,
                Quantity = 10,
                UnitCost = 2_00,
                ArrivedOn = house.Today,
            }
        );
        await house.Make(
            new GivePoints
            {
                Id = house.NewId(),
                Cell = Village.Cell,
                HouseholdId = Home,
                VillageId = Village.Id,
                Points = 50_00,
            }
        );
        await house.Make(Redeem(Village.Cell, Shop, Good, Home, 2));
        return this;
    }

    public Task<long> AdoptAsync(Place village, string code) =>
        house.Make(
            new AdoptRule
            {
                Id = house.NewId(),
                Cell = village.Cell,
                PlaceId = village.Id,
                Code = code,
                Name = "义务劳动",
                Per = "小时",
                MinPoints = 1_00,
                MaxPoints = 5_00,
                From = house.Today,
                Document = "村民代表会议 2026-1",
            }
        );

    public Task<long> OpenAsync(Place village, string name) =>
        house.Make(
            new OpenShop
            {
                Id = house.NewId(),
                Cell = village.Cell,
                PlaceId = village.Id,
                Name = name,
            }
        );

    public Redeem Redeem(int cell, long shop, long good, long home, int pieces) =>
        new()
        {
            Id = house.NewId(),
            Cell = cell,
            ShopId = shop,
            HouseholdId = home,
            Lines = [new BasketLine(good, pieces, 10_00)],
        };

    public FileClaim Claim() =>
        new()
        {
            Id = house.NewId(),
            Cell = Village.Cell,
            HouseholdId = Home,
            RuleId = Rule,
            On = house.Today,
            Points = 2_00,
            Deed = "修水渠",
        };

    /// <summary>The first village of a township of another county.</summary>
    public async Task<Place> VillageElsewhereAsync() =>
        (await house.Places.ChildrenAsync((await TownElsewhereAsync()).Key))[0].Place;

    public Task<Place> TownElsewhereAsync() => house.PlaceNamed("三棵树镇");

    public MovePlace Move(Place place, Place parent) =>
        new()
        {
            Id = house.NewId(),
            Cell = place.Cell,
            PlaceId = place.Id,
            ParentId = parent.Id,
            ParentCell = parent.Cell,
            On = house.Today,
            Document = Document,
        };

    public MergePlaces Merge(Place place, Place into) =>
        new()
        {
            Id = house.NewId(),
            Cell = place.Cell,
            PlaceId = place.Id,
            IntoId = into.Id,
            IntoCell = into.Cell,
            On = house.Today,
            Document = Document,
        };

    /// <summary>The household that goes on for the one of the village.</summary>
    public async Task<Household> HomeNowAsync()
    {
        await using var db = house.Database.NewContext();
        var old = await db.Households.SingleAsync(h => h.Id == Home);
        return await db.Households.SingleAsync(h => h.Cell == old.SuccessorCell && h.Id == old.SuccessorId);
    }

    public async Task<long> PointsAsync(int cell, long owner)
    {
        await using var db = house.Database.NewContext();
        return await db
            .Accounts.Where(a => a.Cell == cell && a.Owner == owner && a.Unit == Gulou.Kernel.Ledger.Unit.CivicPoints)
            .Where(a => a.Kind == AccountKind.Points || a.Kind == AccountKind.Issuance)
            .SumAsync(a => a.Balance);
    }

    public async Task MustBeSoundAsync()
    {
        var report = await Verification.Verify(house.Database);
        Assert.True(report.IsClean, string.Join("\n", report.Faults));
    }
}
