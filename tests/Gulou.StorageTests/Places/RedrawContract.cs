using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage;
using Gulou.Storage.Audit;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.Places;

/// <summary>Changes of the map one by one: what follows, what stays, what is refused.</summary>
public abstract class RedrawContract : IAsyncLifetime
{
    private const string Document = "台府发〔2026〕1号";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected Registers House { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        House = await NewHouse();
        await House.Import(2023);
    }

    public async ValueTask DisposeAsync()
    {
        if (House is not null)
            await House.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<Registers> NewHouse();

    /// <summary>A query of the names of all tables that have a column of this name.</summary>
    protected abstract string TablesWithScope { get; }

    [Fact]
    public async Task No_table_with_a_scope_is_forgotten()
    {
        await using var db = House.Database.NewContext();
        var inDatabase = await db.Database.SqlQueryRaw<string>(TablesWithScope).ToListAsync(Cancel);
        Assert.Contains("entry", inDatabase);
        Assert.Equal(
            inDatabase.Order(StringComparer.Ordinal),
            Redrawing.ScopeTables(db.Model).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_village_moves_with_all_below_it_and_its_old_key_stays_its_own()
    {
        var (village, unit, home) = await SettleAsync();
        var to = await House.PlaceNamed("老屯乡");
        var move = Move(village, to);
        Assert.Equal(RedrawOutcome.DocumentMissing, await Outcome(move with { Id = House.NewId(), Document = " " }));
        var tomorrow = House.Today.AddDays(1);
        Assert.Equal(RedrawOutcome.DateInFuture, await Outcome(move with { Id = House.NewId(), On = tomorrow }));
        var before = new DateOnly(2020, 1, 1);
        Assert.Equal(RedrawOutcome.BeforeLastChange, await Outcome(move with { Id = House.NewId(), On = before }));
        await House.Make(move);

        await using var db = House.Database.NewContext();
        var moved = await db.Places.SingleAsync(p => p.Id == village.Id, Cancel);
        var unitNow = await db.Places.SingleAsync(p => p.Id == unit.Id, Cancel);
        Assert.Equal(to.Key, moved.Key.Parent);
        Assert.Equal(moved.Key.Value - village.Key.Value, unitNow.Key.Value - unit.Key.Value);
        var household = await db.Households.SingleAsync(h => h.Id == home, Cancel);
        Assert.Equal((unit.Id, unitNow.Key), (household.PlaceId, household.Scope));
        Assert.Equal(unitNow.Key, (await db.People.SingleAsync(p => p.HouseholdId == home, Cancel)).Scope);
        Assert.Equal(moved.Key, (await db.Appointments.SingleAsync(a => a.PlaceId == village.Id, Cancel)).Scope);
        Assert.Equal(RedrawOutcome.Unchanged, await Outcome(move with { Id = House.NewId() }));

        // The day before it still lay where it lay; its key is not given to another.
        var past = new PlacePastReader(House.Database);
        var yesterday = House.Today.AddDays(-1);
        Assert.Equal(village.Key, (await past.AsOfAsync(village.Cell, village.Id, yesterday, Cancel))!.Key);
        Assert.Equal(moved.Key, (await past.AsOfAsync(village.Cell, village.Id, House.Today, Cancel))!.Key);
        // What was done there before is still read by whoever has the village now, wherever it lies.
        var audit = new AuditReader(House.Database);
        var filter = new AuditFilter(Verb: "people.register");
        Assert.Single(await audit.ListAsync([to.Key.Range], filter, AuditMark.Newest, 9, Cancel));
        var back = await House.PlaceNamed("台盘乡");
        Assert.Contains(village.Id, await past.IdsUnderAsync(back.Cell, back.Id, yesterday, Cancel));
        Assert.DoesNotContain(village.Id, await past.IdsUnderAsync(back.Cell, back.Id, House.Today, Cancel));
        var part = await House.Make(Split(await House.PlaceNamed("阳芳村"), "新寨村", village.Key));
        Assert.NotEqual(village.Key, (await db.Places.SingleAsync(p => p.Id == part, Cancel)).Key);
        Assert.Equal(
            PlaceEventKind.Moved,
            (await past.HappeningsAsync(village.Cell, village.Id, 9, Cancel))[0].Event.Kind
        );
    }

    [Fact]
    public async Task A_merged_village_gives_its_people_and_its_posts_end()
    {
        var (village, unit, home) = await SettleAsync();
        var into = await House.PlaceNamed("阳芳村");
        var theirs = await House.AddGrid(into, "中寨", PlaceKind.Hamlet);
        await House.Make(Merge(village, into));

        await using var db = House.Database.NewContext();
        Assert.Equal(House.Today, (await db.Places.SingleAsync(p => p.Id == village.Id, Cancel)).To);
        var unitNow = await db.Places.SingleAsync(p => p.Id == unit.Id, Cancel);
        Assert.True(into.Key.Range.Contains(unitNow.Key));
        Assert.False(theirs.Key.Range.Contains(unitNow.Key));
        Assert.Equal(unitNow.Key, (await db.Households.SingleAsync(h => h.Id == home, Cancel)).Scope);
        Assert.Equal(House.Today, (await db.Appointments.SingleAsync(a => a.PlaceId == village.Id, Cancel)).To);
        Assert.False(await db.PlaceCodes.AnyAsync(c => c.PlaceId == village.Id && c.To == null, Cancel));
        Assert.Equal(RedrawOutcome.NotStanding, await Outcome(Merge(village, into)));
        Assert.Equal(RedrawOutcome.OtherNotStanding, await Outcome(Merge(into, village)));
    }

    [Fact]
    public async Task What_is_split_off_takes_the_chosen_grids_along()
    {
        var (village, unit, home) = await SettleAsync();
        var hamlet = await House.PlaceNamed("上寨");
        var part = await House.Make(Split(village, "新寨村", village.Key) with { Children = [hamlet.Id] });
        await using var db = House.Database.NewContext();
        var made = await db.Places.SingleAsync(p => p.Id == part, Cancel);
        Assert.Equal(village.Key.Parent, made.Key.Parent);
        Assert.Equal(made.Key, (await db.Places.SingleAsync(p => p.Id == unit.Id, Cancel)).Key.At(PlaceLevel.Village));
        Assert.True(made.Key.Range.Contains((await db.Households.SingleAsync(h => h.Id == home, Cancel)).Scope));
        Assert.Equal(1, (await new PopulationReader(House.Database).NowAsync([made.Key.Range], Cancel)).Households);
        Assert.Equal(0, (await new PopulationReader(House.Database).NowAsync([village.Key.Range], Cancel)).Households);
        Assert.Empty((await Verification.Verify(House.Database, cancellation: Cancel)).Faults);
        Assert.Equal(
            RedrawOutcome.NotFromThere,
            await Outcome(Split(village, "又一村", village.Key) with { Code = "", Children = [hamlet.Id] })
        );
    }

    [Fact]
    public async Task A_place_ends_only_empty_and_comes_back_with_a_gap()
    {
        var (village, unit, home) = await SettleAsync();
        Assert.Equal(RedrawOutcome.StillHasPlaces, await Outcome(Abolish(village)));
        Assert.Equal(RedrawOutcome.StillHasHouseholds, await Outcome(Abolish(unit)));
        var empty = await House.PlaceNamed("阳芳村");
        await House.Make(Abolish(empty));
        var gap = House.Today;
        House.Clock.Advance(TimeSpan.FromDays(10));
        var restore = new RestorePlace
        {
            Id = House.NewId(),
            Cell = empty.Cell,
            PlaceId = empty.Id,
            On = House.Today,
            Document = Document,
        };
        await House.Make(restore);
        var past = new PlacePastReader(House.Database);
        Assert.Equal(empty.Key, (await past.AsOfAsync(empty.Cell, empty.Id, gap.AddDays(-1), Cancel))!.Key);
        Assert.Null(await past.AsOfAsync(empty.Cell, empty.Id, gap, Cancel));
        Assert.Equal(empty.Key, (await past.AsOfAsync(empty.Cell, empty.Id, House.Today, Cancel))!.Key);
        Assert.Equal(RedrawOutcome.NotStanding, await Outcome(restore with { Id = House.NewId() }));
        Assert.NotEqual(0, home);
    }

    [Fact]
    public async Task A_village_is_renamed_and_recoded_and_its_grid_codes_follow()
    {
        var (village, unit, _) = await SettleAsync();
        await House.Make(
            new RenamePlace
            {
                Id = House.NewId(),
                Cell = village.Cell,
                PlaceId = village.Id,
                Name = "台盘社区居民委员会",
                Kind = PlaceKind.Community,
                On = House.Today,
                Document = Document,
            }
        );
        var recode = new RecodePlace
        {
            Id = House.NewId(),
            Cell = village.Cell,
            PlaceId = village.Id,
            Scheme = CodeScheme.Statistics,
            Code = "522630202099",
            On = House.Today,
            Document = Document,
        };
        await House.Make(recode);
        await using var db = House.Database.NewContext();
        var now = await db.Places.SingleAsync(p => p.Id == village.Id, Cancel);
        Assert.Equal(("台盘社区", PlaceKind.Community, village.Key), (now.ShortName, now.Kind, now.Key));
        Assert.Equal(
            "52263020209900101",
            (await db.PlaceCodes.SingleAsync(c => c.PlaceId == unit.Id && c.To == null, Cancel)).Code
        );
        var yangfang = await House.PlaceNamed("阳芳村");
        Assert.Equal(RedrawOutcome.CodeTaken, await Outcome(recode with { Id = House.NewId(), PlaceId = yangfang.Id }));
        Assert.Equal(
            RedrawOutcome.BadCode,
            await Outcome(recode with { Id = House.NewId(), PlaceId = yangfang.Id, Code = "522630202000" })
        );
    }

    [Fact]
    public async Task Households_go_to_other_units_and_an_empty_one_is_closed()
    {
        var (village, unit, home) = await SettleAsync();
        var hamlet = await House.PlaceNamed("上寨");
        var other = await House.AddGrid(hamlet, "二组", PlaceKind.Plain);
        var redraw = new RedrawGrids
        {
            Id = House.NewId(),
            Cell = village.Cell,
            VillageId = village.Id,
            Moves = [],
            Close = [unit.Id],
            On = House.Today,
        };
        Assert.Equal(RedrawOutcome.StillHasHouseholds, await Outcome(redraw));
        Assert.Equal(
            RedrawOutcome.NotFromThere,
            await Outcome(redraw with { Id = House.NewId(), Moves = [new GridMove(other.Id, [home + 1])] })
        );
        await House.Make(redraw with { Id = House.NewId(), Moves = [new GridMove(other.Id, [home])] });
        await using (var db = House.Database.NewContext())
        {
            var household = await db.Households.SingleAsync(h => h.Id == home, Cancel);
            Assert.Equal((other.Id, other.Key), (household.PlaceId, household.Scope));
            Assert.Equal(House.Today, (await db.Places.SingleAsync(p => p.Id == unit.Id, Cancel)).To);
            Assert.Equal(other.Key, (await db.People.SingleAsync(p => p.HouseholdId == home, Cancel)).Scope);
        }
        var population = new PopulationReader(House.Database);
        Assert.Equal(new HeadCount(1, 1), await population.NowAsync([other.Key.Range], Cancel));
        Assert.Equal(new HeadCount(1, 1), await population.OnAsync(other.Key, House.Today, Cancel));
        Assert.Equal(new HeadCount(0, 0), await population.OnAsync(unit.Key, House.Today, Cancel));
        Assert.Empty((await Verification.Verify(House.Database, cancellation: Cancel)).Faults);
    }

    [Fact]
    public async Task Whoever_registers_while_the_map_is_redrawn_is_not_left_behind()
    {
        var (village, unit, _) = await SettleAsync();
        var towns = (Place[])[await House.PlaceNamed("老屯乡"), await House.PlaceNamed("台盘乡")];
        await using var another = House.AnotherPath();
        var registering = Enumerable
            .Range(0, 40)
            .Select(n => another.RunAsync(Gulou.Kernel.Posts.Actor.System, Household(unit, $"{n}")))
            .ToList();
        for (var i = 0; i < 4; i++)
            await House.Make(Move(village, towns[i % 2]));
        Assert.All(await Task.WhenAll(registering), answer => Assert.True(answer.IsDone));
        await using var db = House.Database.NewContext();
        var now = await db.Places.SingleAsync(p => p.Id == unit.Id, Cancel);
        Assert.Equal([now.Key], await db.Households.Select(h => h.Scope).Distinct().ToListAsync(Cancel));
        Assert.Equal(41, await db.Households.CountAsync(Cancel));
    }

    [Fact]
    public async Task Two_schemes_give_one_number_to_different_townships()
    {
        var table = DivisionTable.Read(
            new StringReader(
                """
                code,name,level,parent_code,kind
                520000000000,贵州省,province,,
                522600000000,黔东南苗族侗族自治州,prefecture,520000000000,
                522630000000,台江县,county,522600000000,
                522630101000,台盘乡,township,522630000000,township
                522630202000,施洞镇,township,522630000000,town
                """
            ),
            2024
        );
        var import = new ImportDivisions
        {
            Id = House.NewId(),
            Cell = 0,
            Table = table,
            Scheme = CodeScheme.CivilAffairs,
        };
        Assert.Equal([0, 0, 0, 0, 5], (await House.Run(import)).Args);
        Assert.Equal([0, 0, 0, 0, 0], (await House.Run(import with { Id = House.NewId() })).Args);
        var place = await House.PlaceNamed("台盘乡");
        var codes = await House.Places.CodesAsync(place.Cell, place.Id, Cancel);
        Assert.Equal(["522630202000", "522630101000"], codes.Select(c => c.Code));
        Assert.Empty((await House.Places.CompareAsync(Registers.Divisions(2023), cancellation: Cancel)).Changes);
    }

    [Fact]
    public async Task Questions_are_kept_answered_taken_back_and_applied()
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(AppContext.BaseDirectory, "data", "divisions", "qiandongnan-2023.csv"),
            Cancel
        );
        // 台盘村 is under another code, and its old one is not listed.
        var code = (await CodeOf("台盘村"))!;
        var table = DivisionTable.Read(
            new StringReader(text.Replace(code, "522630202299", StringComparison.Ordinal)),
            2024
        );
        Assert.Equal([0, 0, 0, 1, 0], (await House.Import(table)).Args);
        var reader = new OpenQuestions(House.Database);
        var all = PlaceKey.FromCode("5226").Range;
        var question = Assert.Single(await reader.ListAsync([all], false, 0, 9, Cancel));
        Assert.Equal(DivisionChangeType.Recode, question.Type);
        Assert.Contains(question.SignList, s => s.Kind == DivisionSignKind.SameName);
        var answer = new AnswerDivisions
        {
            Id = House.NewId(),
            Cell = question.Cell,
            Questions = [new QuestionRef(question.Cell, question.Id)],
            Reply = DivisionReply.New,
            Document = Document,
        };
        Assert.Equal(AnswerDivisionsOutcome.NotThisReply, (await House.Run(answer)).Outcome);
        await House.Make(answer with { Id = House.NewId(), Reply = DivisionReply.Same });
        Assert.Equal((0, 1), await reader.CountAsync([all], Cancel));
        await House.Make(answer with { Id = House.NewId(), Reply = null });
        Assert.Equal((1, 0), await reader.CountAsync([all], Cancel));
        await House.Make(answer with { Id = House.NewId(), Reply = DivisionReply.Same });
        var kept = (await reader.AnsweredAsync((await reader.ImportsAsync(Cancel))[0].Id, Cancel))!.Value;
        var applied = await House.Run(
            new ImportDivisions
            {
                Id = House.NewId(),
                Cell = 0,
                Table = kept.Table,
                Answers = kept.Answers,
            }
        );
        Assert.Equal([0, 0, 0, 0, 1], applied.Args);
        Assert.Equal("522630202299", await CodeOf("台盘村"));
        Assert.Equal((0, 0), await reader.CountAsync([all], Cancel));
    }

    private async Task<string?> CodeOf(string name)
    {
        var place = await House.PlaceNamed(name);
        return (await House.Places.CodesAsync(place.Cell, place.Id, Cancel)).FirstOrDefault(c => c.To is null)?.Code;
    }

    /// <summary>A household in a unit of 台盘村, and a secretary of the village.</summary>
    private async Task<(Place Village, Place Unit, long Household)> SettleAsync()
    {
        var village = await House.PlaceNamed("台盘村");
        var hamlet = await House.AddGrid(village, "上寨", PlaceKind.Hamlet);
        var unit = await House.AddGrid(hamlet, "一组", PlaceKind.Plain);
        var home = await House.Make(Household(unit, "1"));
        await House.Appoint(village, village.Cell, await House.Staff(unit), "village-secretary");
        return (village, unit, home);
    }

    private RegisterHouseholds Household(Place place, string door) =>
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
                    Members = [new NewMember { Name = "杨秀英", Relation = Relation.Head }],
                },
            ],
        };

    private async Task<RedrawOutcome> Outcome(Gulou.Storage.Commands.Command<RedrawOutcome> command) =>
        (await House.Run(command)).Outcome;

    private MovePlace Move(Place place, Place to) =>
        new()
        {
            Id = House.NewId(),
            Cell = place.Cell,
            PlaceId = place.Id,
            ParentId = to.Id,
            On = House.Today,
            Document = Document,
        };

    private MergePlaces Merge(Place place, Place into) =>
        new()
        {
            Id = House.NewId(),
            Cell = place.Cell,
            PlaceId = place.Id,
            IntoId = into.Id,
            On = House.Today,
            Document = Document,
        };

    private AbolishPlace Abolish(Place place) =>
        new()
        {
            Id = House.NewId(),
            Cell = place.Cell,
            PlaceId = place.Id,
            On = House.Today,
            Document = Document,
        };

    /// <summary>A new village beside one, under a code that some key was made of.</summary>
    private SplitPlace Split(Place place, string name, PlaceKey wanted) =>
        new()
        {
            Id = House.NewId(),
            Cell = place.Cell,
            PlaceId = place.Id,
            Name = name,
            Kind = PlaceKind.Village,
            Code = $"{place.Key.Parent.ToString()[..9]}{(wanted.Number == 200 ? 600 : wanted.Number + 400):D3}",
            On = House.Today,
            Document = Document,
        };
}

public sealed class SqliteRedrawTests : RedrawContract
{
    protected override string TablesWithScope =>
        """
            SELECT m.name AS "Value" FROM sqlite_master m JOIN pragma_table_info(m.name) t ON t.name = 'scope'
            WHERE m.type = 'table'
            """;

    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresRedrawTests(PostgresServer server) : RedrawContract
{
    protected override string TablesWithScope =>
        """
            SELECT table_name::text AS "Value" FROM information_schema.columns
            WHERE column_name = 'scope' AND table_schema = 'public'
            """;

    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
