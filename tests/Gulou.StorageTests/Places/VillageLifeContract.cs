using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.StorageTests.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Places;

/// <summary>What a village's people keep when it is taken in, or when they come to another village.</summary>
public abstract class VillageLifeContract : IAsyncLifetime
{
    private VillageLife life = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Registers House => life.House;

    public async ValueTask InitializeAsync() => life = await new VillageLife(await NewHouse()).StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (life is not null)
            await House.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<Registers> NewHouse();

    [Fact]
    public async Task A_village_taken_in_leaves_its_rules_and_keeps_its_shop_open()
    {
        var into = await House.PlaceNamed("阳芳村");
        await life.AdoptAsync(into, "V01");
        await life.OpenAsync(into, "阳芳积分超市");
        await House.Make(life.Merge(life.Village, into));
        await using var db = House.Database.NewContext();
        var rules = await db.Set<PointsRule>().OrderBy(r => r.Id).ToListAsync(Cancel);
        Assert.Equal([House.Today, null], rules.Select(r => r.To));
        Assert.Equal([into.Key, into.Key], rules.Select(r => r.Scope));
        House.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(FileClaimOutcome.RuleNotInForce, (await House.Run(life.Claim())).Outcome);
        await House.Make(life.Claim() with { RuleId = rules[1].Id });
        // Both shops serve everyone; what the second hands out happens in the larger village.
        await House.Make(life.Redeem(into.Cell, life.Shop, life.Good, life.Home, 1));
        Assert.Equal(20_00, await life.PointsAsync(into.Cell, life.Home));
        var newest = await db.Entries.OrderByDescending(e => e.RecordedAt).FirstAsync(Cancel);
        Assert.Equal((into.Id, into.Key), (newest.Place, newest.Scope));
        Assert.Equal(2, (await new ShopReader(House.Database).ShopsOfAsync(into.Cell, into.Key, Cancel)).Count);
        Assert.Equal(
            OpenShopOutcome.AlreadyOpen,
            (
                await House.Run(
                    new OpenShop
                    {
                        Id = House.NewId(),
                        Cell = into.Cell,
                        PlaceId = into.Id,
                        Name = "三",
                    }
                )
            ).Outcome
        );
        await life.MustBeSoundAsync();
    }

    [Fact]
    public async Task Households_go_with_their_homes_to_another_village_and_back_by_undoing()
    {
        var second = await life.Lives.Register(life.Unit, Lives.Head("杨秀英"));
        var into = await House.PlaceNamed("阳芳村");
        var hamlet = await House.AddGrid(into, "中寨", PlaceKind.Hamlet);
        var rehome = new RehomeHouseholds
        {
            Id = House.NewId(),
            Cell = into.Cell,
            FromId = life.Village.Id,
            ToId = hamlet.Id,
            Households = [life.Home],
            On = House.Today,
            Document = VillageLife.Document,
        };
        Assert.Equal(RedrawOutcome.NotFromThere, await Refused(rehome with { Households = [1] }));
        Assert.Equal(RedrawOutcome.DocumentMissing, await Refused(rehome with { Document = " " }));
        Assert.Equal(RedrawOutcome.WrongLevel, await Refused(rehome with { ToId = life.Unit.Id }));
        Assert.Equal(
            RedrawOutcome.Unchanged,
            await Refused(rehome with { FromId = into.Id, Households = [], ToId = life.Unit.Id })
        );
        await House.Make(rehome);

        var population = new PopulationReader(House.Database);
        Assert.Equal(new HeadCount(1, 2), await population.NowAsync([into.Key.Range], Cancel));
        Assert.Equal(new HeadCount(1, 1), await population.NowAsync([life.Village.Key.Range], Cancel));
        Assert.Equal(new HeadCount(1, 2), await population.OnAsync(hamlet.Key, House.Today, Cancel));
        Assert.Equal(30_00, await life.PointsAsync(into.Cell, life.Home));
        await using (var db = House.Database.NewContext())
        {
            var points = await db.Accounts.SingleAsync(a => a.Owner == life.Home, Cancel);
            Assert.Equal(hamlet.Key, points.Scope);
            Assert.Equal(2, await db.People.CountAsync(p => p.PlaceId == hamlet.Id && p.Scope == hamlet.Key, Cancel));
        }
        await life.MustBeSoundAsync();
        await House.Make(life.Lives.Undo(await life.Lives.LastAct(ActKind.Placed)));
        Assert.Equal(new HeadCount(2, 3), await life.Lives.Count());
        Assert.Equal(new HeadCount(0, 0), await population.NowAsync([into.Key.Range], Cancel));
        // All at once, and nobody is left.
        await House.Make(rehome with { Id = House.NewId(), FromId = life.Unit.Id, Households = [], ToId = into.Id });
        Assert.Equal(new HeadCount(2, 3), await population.NowAsync([into.Key.Range], Cancel));
        Assert.NotEqual(0, second);
        await life.MustBeSoundAsync();

        async Task<RedrawOutcome> Refused(RehomeHouseholds command) =>
            (await House.Run(command with { Id = House.NewId() })).Outcome;
    }
}

public sealed class SqliteVillageLifeTests : VillageLifeContract
{
    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresVillageLifeTests(PostgresServer server) : VillageLifeContract
{
    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
