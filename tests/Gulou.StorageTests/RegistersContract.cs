using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests;

/// <summary>Places, people and posts as each database must keep them.</summary>
public abstract class RegistersContract : HouseContract<Registers>
{
    private static readonly CitizenId HerNumber = CitizenId.Make("529901", new DateOnly(1990, 5, 4), 2);
    private static readonly MobilePhone HerPhone = MobilePhone.Synthetic(1234);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_prefecture_is_imported_once_and_the_next_year_is_a_diff()
    {
        var first = await House.Import(2022);
        Assert.Equal([2673, 0, 0, 0, 0], first.Args);
        Assert.Equal([0, 0, 0, 0, 0], (await House.Import(2022)).Args);

        var before = await House.PlaceNamed("黔东南苗族侗族自治州");
        var counties = await House.Places.ChildrenAsync(before.Key, Cancel);
        Assert.Equal(16, counties.Count);
        Assert.Equal(217, counties.Sum(c => c.Children));
        // The prefecture has a cell of its own, each county another, and everything below a county the county's.
        Assert.Equal(Enumerable.Range(3, 16), counties.Select(c => c.Place.Cell));

        var diff = await House.Places.CompareAsync(Registers.Divisions(2023), cancellation: Cancel);
        var second = await House.Import(2023);
        Assert.Equal(diff.Plain.Count(c => c.Type == DivisionChangeType.SetUp), second.Args[0]);
        Assert.Equal(diff.Open.Count(), second.Args[3]);
        Assert.Empty((await House.Places.CompareAsync(Registers.Divisions(2023), cancellation: Cancel)).Plain);
    }

    [Fact]
    public async Task A_renamed_place_keeps_its_identity_and_its_code()
    {
        await House.Import(Table("旧州村村民委员会"));
        var before = await House.PlaceNamed("旧州村");
        var answer = await House.Import(Table("新州村村民委员会"));

        Assert.Equal([0, 1, 0, 0, 0], answer.Args);
        var after = await House.PlaceNamed("新州村");
        Assert.Equal((before.Cell, before.Id, before.Key), (after.Cell, after.Id, after.Key));
        Assert.Equal("xzc", after.Initials);
        await using var db = House.Database.NewContext();
        Assert.Equal(1, await db.PlaceCodes.CountAsync(c => c.PlaceId == before.Id, Cancel));
    }

    [Fact]
    public async Task A_file_with_faults_changes_nothing()
    {
        var faulty = DivisionTable.Read(new StringReader("code,name,level,parent_code\n52,贵州省,province,\n"), 2023);
        Assert.Equal(ImportDivisionsOutcome.FileHasFaults, (await House.Import(faulty)).Outcome);
        await using var db = House.Database.NewContext();
        Assert.False(await db.Places.AnyAsync(Cancel));
        Assert.False(await db.Audit.AnyAsync(Cancel));
    }

    [Theory]
    [InlineData("台盘", "台盘乡 台盘村")]
    [InlineData("tpc", "台盘村")]
    [InlineData("522630202", "台盘乡")]
    public async Task Places_are_found_by_name_initials_and_code(string text, string among)
    {
        await House.Import(2023);
        var county = await House.PlaceNamed("台江县");
        var found = await House.Places.SearchAsync([county.Key.Range], text, default, 50, Cancel);
        Assert.Empty(among.Split(' ').Except(found.Select(p => p.ShortName)));
        Assert.All(found, p => Assert.True(county.Key.Range.Contains(p.Key)));

        // Page by page gives the same list, and another county nothing of it.
        var paged = new List<Place>();
        while (await House.Places.SearchAsync([county.Key.Range], text, After(paged), 1, Cancel) is [var next])
            paged.Add(next);
        Assert.Equal(found.Select(p => p.Id), paged.Select(p => p.Id));
        Assert.Empty(await House.Places.SearchAsync([], text, default, 50, Cancel));
    }

    [Fact]
    public async Task Grids_and_units_take_the_next_number_and_bear_a_grid_code()
    {
        await House.Import(2023);
        var village = await House.PlaceNamed("台盘村");
        var hamlet = await House.AddGrid(village, "上寨", PlaceKind.Hamlet);
        var market = await House.AddGrid(village, "集市", PlaceKind.Dedicated);
        var unit = await House.AddGrid(hamlet, "一组", PlaceKind.Plain);

        Assert.Equal(village.Key.Child(1), hamlet.Key);
        Assert.Equal(village.Key.Child(2), market.Key);
        Assert.Equal(village.Key.Child(1).Child(1), unit.Key);
        Assert.Equal("sz", hamlet.Initials);
        await using var db = House.Database.NewContext();
        var code = await db.PlaceCodes.SingleAsync(c => c.PlaceId == unit.Id, Cancel);
        Assert.Equal(village.Key.ToString()[..12] + "00101", code.Code);

        var path = await House.Places.PathAsync(unit.Key, Cancel);
        Assert.Equal(["贵州省", "黔东南苗族侗族自治州", "台江县"], path.Take(3).Select(p => p.ShortName));
        Assert.Equal(["台盘村", "上寨", "一组"], path.Skip(4).Select(p => p.ShortName));
        Assert.Equal([1, 0], (await House.Places.ChildrenAsync(village.Key, Cancel)).Select(c => c.Children));
        Assert.Equal(
            AddGridOutcome.NotUnderThisPlace,
            (await House.Run(House.Grid(market, "摊", PlaceKind.Plain))).Outcome
        );
        Assert.Equal(
            AddGridOutcome.KindOfOtherLevel,
            (await House.Run(House.Grid(village, "坝", PlaceKind.Plain))).Outcome
        );
    }

    [Fact]
    public async Task A_household_is_registered_found_shown_and_deciphered()
    {
        var unit = await House.NewUnit();
        var id = await House.Make(Household(unit, "12号", Head, Child));
        var village = unit.Key.At(PlaceLevel.Village);
        var worker = await Holder("grid-worker", unit.Key.Parent, unit);
        var keeper = await Holder("shopkeeper", village, unit);
        var stranger = await Holder("grid-worker", village.Child(9), unit);

        foreach (var terms in (string[])["", "秀英", "yx", "1234", "12号", "杨 wxl", "吴 1234"])
        {
            var found = Assert.Single(await Find(worker, terms));
            Assert.Equal((id, "杨秀英", 2), (found.Id, found.HeadName, found.Members));
            Assert.Equal("杨*英", Assert.Single(await Find(keeper, terms)).HeadName);
            Assert.Empty(await Find(stranger, terms));
            Assert.Equal(1, await House.Households.CountAsync(worker, House.Today, default, terms, Cancel));
        }
        foreach (var terms in (string[])["秀芳", "xy", "1235", "12", "杨 9999"])
            Assert.Empty(await Find(worker, terms));

        Assert.Null(await House.Households.ShowAsync(stranger, House.Today, unit.Cell, id, Cancel));
        var masked = (await House.Households.ShowAsync(keeper, House.Today, unit.Cell, id, Cancel))!;
        Assert.Equal(["杨*英", "吴*龙"], masked.Members.Select(m => m.Name));
        var shown = (await House.Households.ShowAsync(worker, House.Today, unit.Cell, id, Cancel))!;
        Assert.Equal(["杨秀英", "吴小龙"], shown.Members.Select(m => m.Name));
        Assert.Equal((HerNumber.Masked, HerPhone.Masked), (shown.Members[0].IdNumber, shown.Members[0].Phone));
        Assert.Equal(
            (HerNumber, HerPhone),
            await House.Households.DecipherAsync(unit.Cell, shown.Members[0].Id, Cancel)
        );
    }

    [Fact]
    public async Task A_number_is_registered_once_in_all_cells()
    {
        var unit = await House.NewUnit();
        await House.Make(Household(unit, "1", Head));
        var elsewhere = await House.PlaceNamed("凯里市");
        var again = await House.Run(
            new RegisterStaff
            {
                Id = House.NewId(),
                Cell = elsewhere.Cell,
                PlaceId = elsewhere.Id,
                Name = "杨秀英",
                CitizenId = HerNumber,
            }
        );
        Assert.Equal(RegisterStaffOutcome.NumberTaken, again.Outcome);
        Assert.Equal(
            RegisterHouseholdsOutcome.NumberTaken,
            (
                await House.Run(
                    Household(
                        unit,
                        "2",
                        Child with
                        {
                            Relation = Relation.Head,
                        },
                        Head with
                        {
                            Relation = Relation.Other,
                        }
                    )
                )
            ).Outcome
        );
    }

    [Fact]
    public async Task Households_come_page_by_page_in_map_order()
    {
        var unit = await House.NewUnit();
        var next = await House.AddGrid(
            (await House.Places.FindAsync(unit.Key.Parent, Cancel))!,
            "二组",
            PlaceKind.Plain
        );
        foreach (var place in (Place[])[next, unit, next, unit])
            await House.Make(Household(place, "", Child with { Relation = Relation.Head }));
        var clerk = await Holder("village-secretary", unit.Key.At(PlaceLevel.Village), unit);

        var all = await Find(clerk, "");
        Assert.Equal([unit.Key, unit.Key, next.Key, next.Key], all.Select(h => h.Scope));
        var paged = new List<HouseholdItem>();
        while (await Find(clerk, "", paged.Count == 0 ? default : paged[^1].Mark, 1) is [var one])
            paged.Add(one);
        Assert.Equal(all, paged);
        Assert.Equal(2, await House.Households.CountAsync(clerk, House.Today, next.Key, "", Cancel));
    }

    [Fact]
    public async Task A_card_finds_its_household_until_it_is_replaced()
    {
        var unit = await House.NewUnit();
        var id = await House.Make(Household(unit, "1", Head));
        var old = await TokenOf(id);
        Assert.Equal(id, (await House.Households.ByCardAsync(unit.Cell, old, Cancel))!.Id);

        await House.Make(
            new ReplaceCard
            {
                Id = House.NewId(),
                Cell = unit.Cell,
                HouseholdId = id,
            }
        );
        Assert.Null(await House.Households.ByCardAsync(unit.Cell, old, Cancel));
        Assert.Equal(id, (await House.Households.ByCardAsync(unit.Cell, await TokenOf(id), Cancel))!.Id);
    }

    [Fact]
    public async Task Looking_is_written_down_with_the_post_and_the_reason()
    {
        var unit = await House.NewUnit();
        var household = await House.Make(Household(unit, "1", Head));
        var secretary = await Holder("village-secretary", unit.Key.At(PlaceLevel.Village), unit);
        var person = await HeadOf(household);
        var unmask = new UnmaskPerson
        {
            Id = House.NewId(),
            Cell = unit.Cell,
            PersonId = person,
            Reason = " ",
        };
        Assert.Equal(UnmaskPersonOutcome.ReasonMissing, (await House.Run(unmask, secretary)).Outcome);
        await House.Make(unmask with { Reason = "补办社保卡" }, secretary);
        await House.Make(
            new OpenHousehold
            {
                Id = House.NewId(),
                Cell = unit.Cell,
                HouseholdId = household,
            },
            secretary
        );

        await using var db = House.Database.NewContext();
        var looked = await db
            .Audit.Where(a => a.PersonId == secretary.PersonId)
            .OrderBy(a => a.At)
            .ThenBy(a => a.Seq)
            .ToListAsync(Cancel);
        Assert.Equal(
            [("people.unmask", person), ("people.open-household", household)],
            looked.Select(a => (a.Verb, a.Subject))
        );
        Assert.All(looked, a => Assert.Equal(secretary.Appointments[0].Id, a.AppointmentId));
        Assert.Equal("补办社保卡", (await db.Remarks.SingleAsync(Cancel)).Text);
    }

    [Fact]
    public async Task An_actor_has_posts_of_all_cells_until_they_end()
    {
        await House.Import(2023);
        var (here, there) = (await House.PlaceNamed("台江县"), await House.PlaceNamed("凯里市"));
        var person = await House.Staff(here);
        foreach (var place in (Place[])[here, there])
            await House.Appoint(place, here.Cell, person, "county-office");

        var actor = (await House.Actors.ActorAsync(here.Cell, person, Cancel))!.Value.Actor;
        Assert.Equal([here.Key, there.Key], actor.Appointments.Select(a => a.Scope));
        Assert.Equal(2, House.Access.Scopes(actor, "ledger.see", House.Today).Count);

        await House.Make(
            new EndAppointment
            {
                Id = House.NewId(),
                Cell = there.Cell,
                AppointmentId = actor.Appointments[1].Id,
                On = House.Today,
            }
        );
        actor = (await House.Actors.ActorAsync(here.Cell, person, Cancel))!.Value.Actor;
        Assert.Equal([here.Key.Range], House.Access.Scopes(actor, "ledger.see", House.Today));
        Assert.Null(await House.Actors.ActorAsync(there.Cell, person, Cancel));
    }

    [Fact]
    public async Task There_is_one_first_administrator()
    {
        await House.Import(2023);
        var prefecture = await House.PlaceNamed("黔东南苗族侗族自治州");
        var make = new MakeFirstAdministrator
        {
            Id = House.NewId(),
            Cell = prefecture.Cell,
            PlaceId = prefecture.Id,
            Name = "管理员",
            LoginName = "admin",
            PasswordHash = "x",
        };
        var person = await House.Make(make);
        Assert.Equal(
            MakeFirstAdministratorOutcome.ThereIsOne,
            (await House.Run(make with { Id = House.NewId() })).Outcome
        );
        var actor = (await House.Actors.ActorAsync(prefecture.Cell, person, Cancel))!.Value.Actor;
        Assert.True(House.Access.Anywhere(actor, "posts.login", House.Today));
        Assert.Equal(
            MakeFirstAdministratorOutcome.NotAllowed,
            (await House.Run(make with { Id = House.NewId() }, actor)).Outcome
        );
    }

    private static NewMember Head { get; } =
        new()
        {
            Name = "杨秀英",
            Relation = Relation.Head,
            CitizenId = HerNumber,
            Phone = HerPhone,
        };

    private static NewMember Child { get; } = new() { Name = "吴小龙", Relation = Relation.Child };

    private static DivisionTable Table(string village) =>
        DivisionTable.Read(
            new StringReader(
                $"""
                code,name,level,parent_code,kind
                520000000000,贵州省,province,,
                522600000000,黔东南苗族侗族自治州,prefecture,520000000000,
                522622000000,黄平县,county,522600000000,
                522622101000,旧州镇,township,522622000000,town
                522622101201,{village},village,522622101000,village
                """
            ),
            2023
        );

    private static PlaceKey After(List<Place> paged) => paged.Count == 0 ? default : paged[^1].Key;

    private RegisterHouseholds Household(Place place, string door, params NewMember[] members) =>
        new()
        {
            Id = House.NewId(),
            Cell = place.Cell,
            PlaceId = place.Id,
            Households =
            [
                new NewHousehold
                {
                    PlaceId = place.Id,
                    Door = door,
                    Members = members,
                },
            ],
        };

    /// <summary>Someone of the unit's cell in a post somewhere, whether that place exists or not.</summary>
    private async Task<Actor> Holder(string post, PlaceKey at, Place unit)
    {
        var person = await House.Staff(unit);
        var appointment = new Appointment
        {
            Id = person + 1,
            Post = post,
            Scope = at,
            From = House.Today,
        };
        return new Actor
        {
            PersonId = person,
            Cell = unit.Cell,
            Appointments = [appointment],
        };
    }

    private Task<IReadOnlyList<HouseholdItem>> Find(
        Actor viewer,
        string terms,
        HouseholdMark after = default,
        int take = 50
    ) => House.Households.FindAsync(viewer, House.Today, PlaceKey.Everywhere, terms, after, take, Cancel);

    private async Task<ClientId> TokenOf(long household)
    {
        await using var db = House.Database.NewContext();
        return (await db.Households.SingleAsync(h => h.Id == household, Cancel)).CardToken;
    }

    private async Task<long> HeadOf(long household)
    {
        await using var db = House.Database.NewContext();
        return (await db.Households.SingleAsync(h => h.Id == household, Cancel)).HeadId;
    }
}

public sealed class SqliteRegistersTests : RegistersContract
{
    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresRegistersTests(PostgresServer server) : RegistersContract
{
    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
