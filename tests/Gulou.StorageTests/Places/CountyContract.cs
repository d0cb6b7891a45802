using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Keys;
using Gulou.Storage.Ledger;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Storage.Posts;
using Gulou.StorageTests.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Places;

/// <summary>Places that go from one county to another: what ends, what goes on, what must be ended before.</summary>
public abstract class CountyContract : IAsyncLifetime
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
    public async Task A_village_taken_in_by_another_county_brings_people_points_and_shop()
    {
        var (village, into) = (life.Village, await life.VillageElsewhereAsync());
        var theirs = await House.AddGrid(into, "中寨", PlaceKind.Hamlet);
        await life.OpenAsync(into, "原有超市");
        var official = await House.Staff(life.Unit);
        await House.Appoint(village, village.Cell, official, "village-secretary");
        await House.Appoint(await House.PlaceNamed("上寨"), village.Cell, official, "hamlet-head");
        await House.Make(life.Merge(village, into));

        await using var db = House.Database.NewContext();
        var gone = await db.Places.SingleAsync(p => p.Id == village.Id, Cancel);
        Assert.Equal((village.Cell, village.Key, House.Today), (gone.Cell, gone.Key, gone.To));
        var home = await life.HomeNowAsync();
        Assert.Equal((into.Cell, village.Cell, life.Home), (home.Cell, home.FormerCell!.Value, home.FormerId!.Value));
        Assert.True(into.Key.Range.Contains(home.Scope));
        Assert.False(theirs.Key.Range.Contains(home.Scope));
        Assert.Equal(("吴老三", 2), (home.HeadName, home.Members));
        Assert.Equal(home.HeadId, (await life.Lives.Members(home.Id))[0].Id);
        Assert.Equal(30_00, await life.PointsAsync(into.Cell, home.Id));
        Assert.Equal(0, await life.PointsAsync(village.Cell, life.Home));
        Assert.Equal(-50_00, await life.PointsAsync(into.Cell, into.Id));
        // Nobody comes to power over the larger village by a merge; whoever heads a hamlet goes on.
        var post = await db.Appointments.SingleAsync(a => a.To == null, Cancel);
        Assert.Equal(("hamlet-head", into.Cell), (post.Post, post.Cell));
        Assert.True(into.Key.Range.Contains(post.Scope));
        // In the old cell nothing is left; what happened there is as it was.
        Assert.False(await db.Accounts.AnyAsync(a => a.Cell == village.Cell && a.Balance != 0, Cancel));
        Assert.Equal(20_00, (await db.Set<Redemption>().SingleAsync(Cancel)).Points);
        var pair = await db
            .Entries.Where(e => e.Party == life.Home || e.Party == home.Id)
            .Where(e => e.Reason.StartsWith("places."))
            .ToListAsync(Cancel);
        Assert.Equal(2, pair.Count);
        Assert.Single(pair.Select(e => e.Id).Distinct());
        await life.MustBeSoundAsync();

        // The next day the shop hands out what was on its shelf, by the card printed before.
        House.Clock.Advance(TimeSpan.FromDays(1));
        var shop = await db.Set<PointsShop>().SingleAsync(s => s.Cell == into.Cell && s.Name == "台盘积分超市", Cancel);
        var good = await db.Set<Good>().SingleAsync(g => g.ShopId == shop.Id, Cancel);
        Assert.Equal(8, (await new StockReader(House.Database).BatchesAsync(into.Cell, shop.Id, Cancel))[0].Left);
        var carded = await House.Households.ByCardAsync(village.Cell, home.CardToken, Cancel);
        Assert.Equal(home.Id, carded!.Id);
        await House.Make(life.Redeem(into.Cell, shop.Id, good.Id, carded.Id, 3));
        Assert.Equal(0, await life.PointsAsync(into.Cell, home.Id));
        Assert.Equal(RedeemOutcome.ShopClosed, await RedeemOld());
        await life.MustBeSoundAsync();

        async Task<RedeemOutcome> RedeemOld() =>
            (await House.Run(life.Redeem(village.Cell, life.Shop, life.Good, life.Home, 1))).Outcome;
    }

    [Fact]
    public async Task Head_counts_of_both_counties_stay_right()
    {
        var (village, into) = (life.Village, await life.VillageElsewhereAsync());
        House.Clock.Advance(TimeSpan.FromDays(3));
        await House.Make(life.Merge(village, into));
        var population = new PopulationReader(House.Database);
        Assert.Equal(new HeadCount(0, 0), await life.Lives.Count());
        Assert.Equal(new HeadCount(1, 2), await population.NowAsync([into.Key.Range], Cancel));
        var before = House.Today.AddDays(-1);
        Assert.Equal(new HeadCount(1, 2), await population.OnAsync(village.Key, before, Cancel));
        Assert.Equal(new HeadCount(0, 0), await population.OnAsync(into.Key, before, Cancel));
        var past = new PlacePastReader(House.Database);
        Assert.Equal(village.Key, (await past.AsOfAsync(village.Cell, village.Id, before, Cancel))!.Key);
        Assert.Null(await past.AsOfAsync(village.Cell, village.Id, House.Today, Cancel));
        var happened = await past.HappeningsAsync(into.Cell, into.Id, 1, Cancel);
        Assert.Equal((PlaceEventKind.Absorbed, "台盘村"), (happened[0].Event.Kind, happened[0].OtherName));
        // What is done is not undone by half: the people's old place is no more.
        foreach (var kind in (ActKind[])[ActKind.MovedOut, ActKind.MovedIn])
        {
            var undo = life.Lives.Undo(await life.Lives.LastAct(kind));
            Assert.Equal(UndoActOutcome.ChangedSince, (await House.Run(undo)).Outcome);
        }
    }

    [Fact]
    public async Task A_village_that_moves_keeps_its_grids_codes_rules_posts_and_shop()
    {
        var (village, to) = (life.Village, await life.TownElsewhereAsync());
        var secretary = await House.Staff(life.Unit);
        await House.Appoint(village, village.Cell, secretary, "village-secretary");
        var codes = (await House.Places.CodesAsync(village.Cell, village.Id, Cancel)).Select(c => c.Code).ToList();
        var id = await House.Make(life.Move(village, to));

        await using var db = House.Database.NewContext();
        var now = await db.Places.SingleAsync(p => p.Id == id, Cancel);
        Assert.Equal((to.Cell, to.Key, village.Name), (now.Cell, now.Key.Parent, now.Name));
        var grids = await House.Places.GridsAsync(now.Key, Cancel);
        Assert.Equal(["上寨", "一组"], grids.Select(g => g.Name));
        Assert.Equal(codes, (await House.Places.CodesAsync(now.Cell, now.Id, Cancel)).Select(c => c.Code));
        Assert.Empty(await House.Places.GridsAsync(village.Key, Cancel));
        var home = await life.HomeNowAsync();
        Assert.Equal((grids[1].Id, grids[1].Key), (home.PlaceId, home.Scope));
        var rule = await db.Set<PointsRule>().SingleAsync(r => r.Cell == to.Cell, Cancel);
        Assert.Equal((now.Id, "V01", House.Today, null), (rule.PlaceId, rule.Code, rule.From, rule.To));
        Assert.Equal(House.Today, (await db.Set<PointsRule>().SingleAsync(r => r.Id == life.Rule, Cancel)).To);
        var post = await db.Appointments.SingleAsync(a => a.To == null, Cancel);
        Assert.Equal((to.Cell, now.Id, "village-secretary"), (post.Cell, post.PlaceId, post.Post));
        var official = await db.People.SingleAsync(p => p.Id == secretary, Cancel);
        Assert.Equal((to.Cell, post.PersonId), (official.SuccessorCell!.Value, official.SuccessorId!.Value));
        Assert.Equal(1, await db.Set<PointsShop>().CountAsync(s => s.PlaceId == now.Id && s.To == null, Cancel));
        await life.MustBeSoundAsync();
        // Its people earn on as they did.
        await House.Make(life.Claim() with { Cell = to.Cell, HouseholdId = home.Id, RuleId = rule.Id });
        // And it may come home again, to a new number.
        Assert.Equal(RedrawOutcome.OpenWork, await Outcome(life.Move(now, await House.PlaceNamed("台盘乡"))));
    }

    [Fact]
    public async Task There_and_back_again_leaves_every_balance_as_it_was()
    {
        var home = await House.PlaceNamed("台盘乡");
        var away = await House.Make(life.Move(life.Village, await life.TownElsewhereAsync()));
        await using var db = House.Database.NewContext();
        var there = await db.Places.SingleAsync(p => p.Id == away, Cancel);
        var back = await House.Make(life.Move(there, home));
        var village = await db.Places.SingleAsync(p => p.Id == back, Cancel);
        Assert.Equal((life.Village.Cell, home.Key), (village.Cell, village.Key.Parent));
        Assert.NotEqual(life.Village.Key, village.Key);
        Assert.Equal(-50_00, await life.PointsAsync(village.Cell, village.Id));
        Assert.False(
            await db.Accounts.AnyAsync(a => a.Kind == AccountKind.Transit && a.Balance != 0, Cancel),
            "nothing stays between the cells"
        );
        var family = await db.Households.SingleAsync(h => h.To == null, Cancel);
        Assert.Equal(30_00, await life.PointsAsync(village.Cell, family.Id));
        // The first card still finds the household, through both changes.
        Assert.Equal(family.Id, (await House.Households.ByCardAsync(village.Cell, family.CardToken, Cancel))!.Id);
        Assert.Equal(new HeadCount(1, 2), await life.Lives.Count());
    }

    [Fact]
    public async Task People_keep_sign_in_second_factor_and_number()
    {
        var (village, into) = (life.Village, await life.VillageElsewhereAsync());
        var person = (await life.Lives.Members(life.Home))[0];
        var outside = await House.PlaceNamed("台盘乡");
        await House.Appoint(outside, village.Cell, person.Id, "township-clerk");
        await SignUpAsync(person);
        await House.Make(life.Merge(village, into));

        await using var db = House.Database.NewContext();
        var now = await db.People.SingleAsync(p => p.FormerId == person.Id, Cancel);
        var login = (await House.Actors.LoginAsync("wu.laosan", Cancel))!;
        Assert.Equal((into.Cell, now.Id, "one"), (login.Cell, login.PersonId, login.PasswordHash));
        var (actor, _) = (await House.Actors.ActorAsync(login.Cell, login.PersonId, Cancel))!.Value;
        Assert.Equal("township-clerk", Assert.Single(actor.Appointments).Post);
        Assert.Equal((await life.HomeNowAsync()).Id, actor.HouseholdId);
        Assert.Equal(now.Id, (await db.SecondFactors.SingleAsync(Cancel)).Id);
        var binding = await db.Bindings.SingleAsync(Cancel);
        Assert.Equal((into.Cell, now.Id), (binding.Cell, binding.PersonId));
        Assert.Equal(now.Id, (await db.Invitations.SingleAsync(Cancel)).Id);
        Assert.Empty(await db.Sessions.ToListAsync(Cancel));
        // Nobody else can be entered under the number, and whoever has it is found in the new county.
        var bride = Lives.Member("吴老三", Relation.Other, Lives.Number(2));
        var elsewhere = await life.Lives.Register(await House.PlaceNamed("阳芳村"), Lives.Head("杨秀英"));
        Assert.Equal(MoveInOutcome.RegisteredElsewhere, (await House.Run(life.Lives.Arrive(elsewhere, bride))).Outcome);
        await life.MustBeSoundAsync();
    }

    [Fact]
    public async Task Work_under_way_is_named_and_nothing_changes()
    {
        var (village, into) = (life.Village, await life.VillageElsewhereAsync());
        await House.Make(life.Claim());
        var answer = await House.Run(life.Merge(village, into));
        Assert.Equal(RedrawOutcome.OpenWork, answer.Outcome);
        Assert.Equal([1, "claims:1"], answer.Args);
        await using (var db = House.Database.NewContext())
        {
            db.Add(
                new Gulou.Kernel.Notices.Notice
                {
                    Cell = village.Cell,
                    Id = 1,
                    PlaceId = village.Id,
                    Scope = village.Key,
                    Title = "修路",
                    From = House.Today,
                    Until = House.Today.AddDays(6),
                    Content = [],
                }
            );
            await db.SaveChangesAsync(Cancel);
        }
        Assert.Equal([2, "claims:1", "notices:1"], (await House.Run(life.Merge(village, into))).Args);
        // A balance that nobody takes over holds it, too: it would be lost.
        await StrayAsync(village);
        await using var after = House.Database.NewContext();
        Assert.Equal(1, await after.Households.CountAsync(Cancel));
        Assert.Null((await after.Places.SingleAsync(p => p.Id == village.Id, Cancel)).To);
        Assert.Equal(
            2,
            await after.Entries.CountAsync(
                e => e.Cell == village.Cell && e.Place == village.Id && e.Reason.StartsWith("shop."),
                Cancel
            )
        );
    }

    [Fact]
    public async Task A_unit_goes_to_a_grid_of_another_county_and_a_township_does_not()
    {
        var into = await life.VillageElsewhereAsync();
        var grid = await House.AddGrid(into, "中寨", PlaceKind.Hamlet);
        var unit = await House.Make(life.Move(life.Unit, grid));
        await using var db = House.Database.NewContext();
        var now = await db.Places.SingleAsync(p => p.Id == unit, Cancel);
        Assert.Equal(grid.Key, now.Key.Parent);
        Assert.Equal(now.Key, (await life.HomeNowAsync()).Scope);
        Assert.Equal(30_00, await life.PointsAsync(into.Cell, (await life.HomeNowAsync()).Id));
        // What the village issued stays the village's: the difference is in transit.
        Assert.Equal(-50_00, await life.PointsAsync(life.Village.Cell, life.Village.Id));
        await life.MustBeSoundAsync();
        var (town, county) = (await House.PlaceNamed("台盘乡"), await House.PlaceNamed("凯里市"));
        Assert.Equal(RedrawOutcome.OtherCounty, await Outcome(life.Move(town, county)));
        Assert.Equal(RedrawOutcome.OtherCounty, await Outcome(life.Merge(town, await life.TownElsewhereAsync())));
        Assert.Equal(RedrawOutcome.WrongLevel, await Outcome(life.Move(life.Village, county)));
        var early = life.Move(life.Village, await life.TownElsewhereAsync()) with { On = House.Today.AddDays(-1) };
        Assert.Equal(RedrawOutcome.BeforeLastChange, await Outcome(early));
    }

    [Fact]
    public async Task What_left_one_cell_and_came_into_none_is_found()
    {
        var (cell, other) = (life.Village.Cell, (await life.VillageElsewhereAsync()).Cell);
        var transit = await Open(new AccountKey(cell, other, AccountKind.Transit, Unit.CivicPoints, 0));
        var from = await Open(new AccountKey(cell, 1, AccountKind.Fund, Unit.CivicPoints, 0));
        var id = House.NewId();
        await House.Make(
            new PostEntry
            {
                Id = id,
                Cell = cell,
                Entry = new Entry
                {
                    Id = id,
                    Cell = cell,
                    Reason = "places.carry-out",
                    EffectiveOn = House.Today,
                    Place = life.Village.Id,
                    Scope = life.Village.Key,
                    Legs = [new Leg(from, Unit.CivicPoints, -1), new Leg(transit, Unit.CivicPoints, 1)],
                },
            }
        );
        var report = await Verification.Verify(House.Database, cancellation: Cancel);
        Assert.Equal("transit", Assert.Single(report.Faults).Check);
    }

    private Task<long> Open(AccountKey key) =>
        House.Make(new OpenAccount(key, Limits.None) { Id = House.NewId(), Cell = key.Cell });

    /// <summary>A village's account whose owner no area knows refuses by its own name.</summary>
    private async Task StrayAsync(Place village)
    {
        await using var db = House.Database.NewContext();
        await db.Set<Claim>().ExecuteDeleteAsync(Cancel);
        await db.Notices.ExecuteDeleteAsync(Cancel);
        await db
            .Accounts.Where(a => a.Owner == village.Id && a.Kind == AccountKind.Issuance)
            .ExecuteUpdateAsync(a => a.SetProperty(x => x.Owner, 99), Cancel);
        var answer = await House.Run(life.Merge(village, await life.VillageElsewhereAsync()));
        Assert.Equal(RedrawOutcome.OpenWork, answer.Outcome);
        Assert.Equal([1, "balances:1"], answer.Args);
    }

    private async Task SignUpAsync(Person person)
    {
        await House.Make(
            new CreateLogin
            {
                Id = House.NewId(),
                Cell = person.Cell,
                PersonId = person.Id,
                Name = "wu.laosan",
                PasswordHash = "one",
            }
        );
        await using var db = House.Database.NewContext();
        var now = Instant.Now(House.Clock);
        db.Add(
            new Session
            {
                Cell = person.Cell,
                Id = 1,
                PersonId = person.Id,
                TokenHash = [1],
                Device = "",
            }
        );
        db.Add(
            new SecondFactor
            {
                Cell = person.Cell,
                Id = person.Id,
                Secret = House.Vault.Seal(Purpose.SecondFactor, "x"),
                RecoverySalt = [],
                RecoveryHashes = [],
            }
        );
        db.Add(
            new Binding
            {
                Cell = person.Cell,
                PersonId = person.Id,
                Issuer = "https://id.example",
                Subject = House.Vault.Seal(Purpose.Subject, "x"),
                SubjectHash = House.Vault.Hash(Purpose.Subject, "x"),
            }
        );
        db.Add(
            new Invitation
            {
                Cell = person.Cell,
                Id = person.Id,
                CodeHash = [1],
                IssuedAt = now,
                Until = now.Plus(TimeSpan.FromDays(7)),
            }
        );
        await db.SaveChangesAsync(Cancel);
    }

    private async Task<RedrawOutcome> Outcome(Gulou.Storage.Commands.Command<RedrawOutcome> command) =>
        (await House.Run(command)).Outcome;
}

public sealed class SqliteCountyTests : CountyContract
{
    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresCountyTests(PostgresServer server) : CountyContract
{
    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
