using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.People;

/// <summary>What happens to people, as each database must keep it.</summary>
public abstract class LifeContract : IAsyncLifetime
{
    private Lives lives = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Registers House => lives.House;

    public async ValueTask InitializeAsync() => lives = await new Lives(await NewHouse()).StartAsync();

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<Registers> NewHouse();

    [Fact]
    public async Task A_months_opening_is_the_last_months_closing()
    {
        var home = await lives.Register(
            lives.Unit,
            Lives.Head("杨秀英"),
            Lives.Member("吴老三", Relation.Spouse),
            Lives.Member("吴小龙", Relation.Child)
        );
        House.Clock.Advance(TimeSpan.FromDays(35));
        await House.Make(lives.Birth(home, House.Today));
        var people = await lives.Members(home);
        await House.Make(lives.Death(people[0].Id, House.Today));
        await House.Make(lives.Leave(people[2].Id, House.Today));
        // Told of in April, long after March was closed.
        House.Clock.Advance(TimeSpan.FromDays(20));
        await House.Make(lives.Birth(home, new DateOnly(2026, 3, 20), "吴小弟"));

        var months = await lives.Population.StatementAsync(lives.Village.Key, 202602, 202604, Cancel);
        Assert.Equal([0, 3, 3], months.Select(m => m.Closing.People - m.Corrections.People));
        Assert.Equal(new HeadCount(0, 1), months[1].Corrections);
        Assert.Equal(1, months[2].Of(PersonEventKind.Born));
        Assert.Equal(-1, months[2].Of(PersonEventKind.Died));
        Assert.Equal(-1, months[2].Of(PersonEventKind.MovedOut));
        foreach (var (month, next) in months.Zip(months.Skip(1)))
            Assert.Equal(month.Closing, next.Opening);
        Assert.Equal(new HeadCount(1, 3), await lives.Count());
        Assert.Equal(new HeadCount(1, 3), months[^1].Closing);
        // The grid, counted from records and events, says the same; so does each day.
        var grid = await lives.Population.StatementAsync(lives.Unit.Key.Parent, 202602, 202604, Cancel);
        Assert.Equal(months.Select(m => m.Closing), grid.Select(m => m.Closing));
        Assert.Equal(3, (await lives.Population.OnAsync(lives.Unit.Key, new DateOnly(2026, 3, 10), Cancel)).People);
        Assert.Equal(4, (await lives.Population.OnAsync(lives.Unit.Key, new DateOnly(2026, 3, 20), Cancel)).People);
    }

    [Fact]
    public async Task The_spouse_follows_a_head_who_died_and_undoing_brings_him_back()
    {
        var home = await lives.Register(
            lives.Unit,
            Lives.Head("吴老三"),
            Lives.Member("杨秀英", Relation.Spouse),
            Lives.Member("吴小龙", Relation.Child)
        );
        var people = await lives.Members(home);
        await House.Make(lives.Death(people[0].Id, House.Today));
        var household = await lives.Household(home);
        Assert.Equal((people[1].Id, "杨秀英", 2), (household.HeadId, household.HeadName, household.Members));
        Assert.Equal(Relation.Child, (await lives.Person(people[2].Id)).Relation);
        Assert.Equal(new HeadCount(1, 2), await lives.Count());

        var death = await lives.LastAct(ActKind.Died);
        await House.Make(lives.Undo(death));
        household = await lives.Household(home);
        Assert.Equal((people[0].Id, "吴老三", 3), (household.HeadId, household.HeadName, household.Members));
        Assert.Equal(Relation.Spouse, (await lives.Person(people[1].Id)).Relation);
        Assert.Equal(new HeadCount(1, 3), await lives.Count());
        Assert.Equal(UndoActOutcome.UndoneAlready, (await House.Run(lives.Undo(death))).Outcome);
        // Both are there to be read: nothing was deleted.
        await using var db = House.Database.NewContext();
        Assert.Equal(2, await db.PersonEvents.CountAsync(e => e.Kind == PersonEventKind.Died, Cancel));
    }

    [Fact]
    public async Task An_act_that_others_build_on_is_not_undone()
    {
        var home = await lives.Register(lives.Unit, Lives.Head("吴老三"), Lives.Member("杨秀英", Relation.Spouse));
        var people = await lives.Members(home);
        await House.Make(lives.Death(people[0].Id, House.Today));
        var death = await lives.LastAct(ActKind.Died);
        await House.Make(lives.Leave(people[1].Id, House.Today));
        Assert.Equal(UndoActOutcome.ChangedSince, (await House.Run(lives.Undo(death))).Outcome);
        Assert.NotNull((await lives.Household(home)).To);
        Assert.Equal(new HeadCount(0, 0), await lives.Count());
        // The later one first, then the earlier.
        await House.Make(lives.Undo(await lives.LastAct(ActKind.MovedOut)));
        await House.Make(lives.Undo(death));
        Assert.Equal(new HeadCount(1, 2), await lives.Count());
    }

    [Fact]
    public async Task Someone_known_in_another_county_moves_with_the_record()
    {
        var number = Lives.Number(2);
        var home = await lives.Register(
            lives.Unit,
            Lives.Head("吴老三"),
            Lives.Member("杨秀英", Relation.Spouse, number)
        );
        var (elsewhere, other) = await OtherCounty();
        var bride = Lives.Member("杨秀英", Relation.Other, number);
        var refused = await House.Run(lives.Arrive(other, bride, cell: elsewhere.Cell));
        Assert.Equal(MoveInOutcome.RegisteredElsewhere, refused.Outcome);
        Assert.Equal(
            MoveInOutcome.NameDiffers,
            (await House.Run(lives.Arrive(other, bride with { Name = "杨秀花" }, true, elsewhere.Cell))).Outcome
        );
        await House.Make(lives.Arrive(other, bride, true, elsewhere.Cell));

        var moved = Assert.Single(await lives.Members(other), p => p.Name == "杨秀英");
        var before = Assert.Single(await AllNamed("杨秀英"), p => p.To is not null);
        Assert.Equal((moved.Cell, moved.Id), (before.SuccessorCell!.Value, before.SuccessorId!.Value));
        Assert.Equal(new HeadCount(1, 1), await lives.Count());
        var notice = await lives.LastAct(ActKind.MovedOut);
        Assert.True(notice.TakenOver);
        Assert.Equal(lives.Unit.Cell, notice.Cell);

        // The sending side objects: everything is as before on both sides, and the number leads home again.
        await House.Make(lives.Undo(notice));
        Assert.Equal(2, (await lives.Members(home)).Count);
        Assert.Single(await lives.Members(other));
        Assert.Equal(new HeadCount(1, 2), await lives.Count());
        var again = await House.Run(lives.Arrive(other, bride, cell: elsewhere.Cell));
        Assert.Equal(MoveInOutcome.RegisteredElsewhere, again.Outcome);
    }

    [Fact]
    public async Task Who_comes_back_is_the_same_person_and_the_dead_do_not()
    {
        var (number, other) = (Lives.Number(4), Lives.Number(6));
        var home = await lives.Register(
            lives.Unit,
            Lives.Head("吴老三"),
            Lives.Member("吴小龙", Relation.Child, number),
            Lives.Member("吴小虎", Relation.Child, other)
        );
        var people = await lives.Members(home);
        await House.Make(lives.Leave(people[1].Id, House.Today));
        await House.Make(lives.Death(people[2].Id, House.Today));
        Assert.Equal(
            MoveInOutcome.Died,
            (await House.Run(lives.Arrive(home, Lives.Member("吴小虎", Relation.Child, other)))).Outcome
        );
        await House.Make(lives.Arrive(home, Lives.Member("吴小龙", Relation.Child, number)));
        Assert.Contains(await lives.Members(home), p => p.Id == people[1].Id);
        Assert.Equal(new HeadCount(1, 2), await lives.Count());
    }

    [Fact]
    public async Task Points_follow_a_household_that_joins_and_shares_one_that_splits()
    {
        var home = await lives.Register(
            lives.Unit,
            Lives.Head("吴老三"),
            Lives.Member("吴小龙", Relation.Child),
            Lives.Member("杨阿花", Relation.ChildInLaw)
        );
        await lives.GivePoints(home, 50_00);
        var people = await lives.Members(home);
        Mover[] movers = [new(people[1].Id, Relation.Head), new(people[2].Id, Relation.Spouse)];
        var share = new Share(AccountKind.Points, Unit.CivicPoints, 20_00);
        Assert.Equal(
            SplitHouseholdOutcome.ShareTooLarge,
            (await House.Run(lives.Split(home, lives.Village, movers, share with { Amount = 51_00 }))).Outcome
        );
        var young = await House.Make(lives.Split(home, lives.Village, movers, share));
        Assert.Equal((30_00, 20_00), (await lives.Points(home), await lives.Points(young)));
        Assert.Equal(new HeadCount(2, 3), await lives.Count());

        await House.Make(lives.Join(young, home));
        Assert.Equal((50_00, 0), (await lives.Points(home), await lives.Points(young)));
        Assert.Equal(home, (await lives.Household(young)).SuccessorId);
        Assert.Equal(new HeadCount(1, 3), await lives.Count());

        await House.Make(lives.Undo(await lives.LastAct(ActKind.Joined)));
        Assert.Equal((30_00, 20_00), (await lives.Points(home), await lives.Points(young)));
        Assert.Equal(new HeadCount(2, 3), await lives.Count());
        await House.Make(lives.Undo(await lives.LastAct(ActKind.Split)));
        Assert.Equal((50_00, 0), (await lives.Points(home), await lives.Points(young)));
        Assert.Equal(new HeadCount(1, 3), await lives.Count());
    }

    [Fact]
    public async Task Points_earned_since_a_split_are_left_to_nobody()
    {
        var home = await lives.Register(lives.Unit, Lives.Head("吴老三"), Lives.Member("吴小龙", Relation.Child));
        await lives.GivePoints(home, 50_00);
        Mover[] movers = [new((await lives.Members(home))[1].Id, Relation.Head)];
        var share = new Share(AccountKind.Points, Unit.CivicPoints, 20_00);
        var young = await House.Make(lives.Split(home, lives.Village, movers, share));
        await lives.GivePoints(young, 3_00);
        var undo = lives.Undo(await lives.LastAct(ActKind.Split));
        Assert.Equal(UndoActOutcome.PointsSince, (await House.Run(undo)).Outcome);
        Assert.Equal((30_00, 23_00), (await lives.Points(home), await lives.Points(young)));
        // Joining takes them along, as the refusal says.
        await House.Make(lives.Join(young, home));
        Assert.Equal((53_00, 0), (await lives.Points(home), await lives.Points(young)));
        Assert.Equal(new HeadCount(1, 2), await lives.Count());

        // Points earned after a join are the household's that goes on, and stay with it.
        await lives.GivePoints(home, 4_00);
        await House.Make(lives.Undo(await lives.LastAct(ActKind.Joined)));
        Assert.Equal((34_00, 23_00), (await lives.Points(home), await lives.Points(young)));
        Assert.Equal(new HeadCount(2, 2), await lives.Count());
    }

    [Fact]
    public async Task Points_on_notice_for_a_household_split_off_are_waited_for()
    {
        var home = await lives.Register(lives.Unit, Lives.Head("吴老三"), Lives.Member("吴小龙", Relation.Child));
        Mover[] movers = [new((await lives.Members(home))[1].Id, Relation.Head)];
        var young = await House.Make(lives.Split(home, lives.Village, movers));
        await lives.GivePoints(young, 3_00, EntryKind.Hold);
        var split = await lives.LastAct(ActKind.Split);
        Assert.Equal(UndoActOutcome.PointsSince, (await House.Run(lives.Undo(split))).Outcome);
        Assert.Null((await lives.Household(young)).To);
    }

    [Fact]
    public async Task A_split_that_is_undone_leads_back_to_where_all_came_from()
    {
        var home = await lives.Register(lives.Unit, Lives.Head("吴老三"), Lives.Member("吴小龙", Relation.Child));
        Mover[] movers = [new((await lives.Members(home))[1].Id, Relation.Head)];
        var young = await House.Make(lives.Split(home, lives.Village, movers));
        await House.Make(lives.Undo(await lives.LastAct(ActKind.Split)));
        var undone = await lives.Household(young);
        Assert.Equal((House.Today, home), (undone.To!.Value, undone.SuccessorId!.Value));
    }

    [Fact]
    public async Task Points_on_notice_are_waited_for()
    {
        var (home, other) = (
            await lives.Register(lives.Unit, Lives.Head("吴老三")),
            await lives.Register(lives.Unit, Lives.Head("杨秀英"))
        );
        await lives.GivePoints(home, 5_00, EntryKind.Hold);
        Assert.Equal(JoinHouseholdsOutcome.HoldsOpen, (await House.Run(lives.Join(home, other))).Outcome);
    }

    [Fact]
    public async Task A_correction_keeps_what_was_and_moves_the_number()
    {
        var (wrong, right) = (Lives.Number(8), Lives.Number(10));
        var home = await lives.Register(lives.Unit, Lives.Head("吴老山", wrong));
        await lives.Register(lives.Unit, Lives.Head("龙志强", Lives.Number(12)));
        var person = (await lives.Members(home))[0];
        var correct = new CorrectPerson
        {
            Id = House.NewId(),
            Cell = person.Cell,
            PersonId = person.Id,
            Name = "吴老三",
            CitizenId = right,
        };
        var taken = correct with { Id = House.NewId(), CitizenId = Lives.Number(12) };
        Assert.Equal(CorrectPersonOutcome.NumberTaken, (await House.Run(taken)).Outcome);
        await House.Make(correct);
        Assert.Equal("吴老三", (await lives.Household(home)).HeadName);
        var before = await House.Households.BeforeAsync(person.Cell, person.Id, Cancel);
        Assert.Equal("吴老山", Assert.Single(before.Values).Name);
        await lives.Count();
        // The wrong number is free, the right one is not.
        await lives.Register(lives.Unit, Lives.Head("张老也", wrong));
        Assert.Equal(
            UndoActOutcome.ChangedSince,
            (await House.Run(lives.Undo(await lives.LastAct(ActKind.Corrected)))).Outcome
        );
        Assert.Equal(
            CorrectPersonOutcome.NothingChanged,
            (await House.Run(correct with { Id = House.NewId() })).Outcome
        );
        await lives.Count();
    }

    [Fact]
    public async Task Doubles_are_found_merged_or_told_apart()
    {
        var birthday = new DateOnly(1990, 5, 3);
        var home = await lives.Register(
            lives.Unit,
            Lives.Head("吴老三", Lives.Number(14)),
            Lives.Member("杨秀英", Relation.Spouse, Lives.Number(2))
        );
        var mother = await lives.Register(
            lives.Unit,
            Lives.Head("张阿婆"),
            Lives.Member("杨秀英", Relation.Child, birthday: birthday),
            Lives.Member("吴老三", Relation.ChildInLaw)
        );
        var pairs = await Pairs();
        Assert.Equal(2, pairs.Count);
        var (wife, man) = (pairs.Single(p => p.First.Name == "杨秀英"), pairs.Single(p => p.First.Name == "吴老三"));
        Assert.Equal((Likeness.NameAndBirthday, Likeness.NameInVillage), (wife.Likeness, man.Likeness));

        await House.Make(
            new TellApart
            {
                Id = House.NewId(),
                Cell = man.Cell,
                PersonId = man.First.Id,
                OtherId = man.Second.Id,
            }
        );
        await House.Make(
            new MergePersons
            {
                Id = House.NewId(),
                Cell = wife.Cell,
                KeepId = wife.Second.Id,
                DoubleId = wife.First.Id,
            }
        );
        Assert.Empty(await Pairs());
        Assert.Equal(2, (await lives.Household(mother)).Members);
        Assert.Equal(wife.Second.Id, (await lives.Person(wife.First.Id)).SuccessorId);
        Assert.Equal(new HeadCount(2, 4), await lives.Count());
        await House.Make(lives.Undo(await lives.LastAct(ActKind.Merged)));
        Assert.Equal(new HeadCount(2, 5), await lives.Count());
        Assert.Equal(2, (await lives.Members(home)).Count);
    }

    [Fact]
    public async Task A_household_is_placed_and_leaves_as_a_whole()
    {
        var home = await lives.Register(lives.Village, Lives.Head("吴老三"), Lives.Member("吴小龙", Relation.Child));
        var account = await lives.GivePoints(home, 5_00);
        await House.Make(
            new PlaceHousehold
            {
                Id = House.NewId(),
                Cell = lives.Unit.Cell,
                HouseholdId = home,
                PlaceId = lives.Unit.Id,
                Door = "9",
                On = House.Today,
            }
        );
        Assert.All(await lives.Members(home), p => Assert.Equal(lives.Unit.Key, p.Scope));
        Assert.Equal(new HeadCount(1, 2), await lives.Population.NowAsync([lives.Unit.Key.Range], Cancel));
        await using var db = House.Database.NewContext();
        Assert.Equal(lives.Unit.Key, (await db.Accounts.SingleAsync(a => a.Id == account, Cancel)).Scope);
        await House.Make(
            new CloseHousehold
            {
                Id = House.NewId(),
                Cell = lives.Unit.Cell,
                HouseholdId = home,
                On = House.Today,
                To = "浙江义乌",
            }
        );
        Assert.Equal(new HeadCount(0, 0), await lives.Count());
        await House.Make(lives.Undo(await lives.LastAct(ActKind.Closed)));
        await House.Make(lives.Undo(await lives.LastAct(ActKind.Placed)));
        Assert.All(await lives.Members(home), p => Assert.Equal(lives.Village.Key, p.Scope));
        Assert.Equal(new HeadCount(1, 2), await lives.Count());
    }

    [Fact]
    public async Task A_head_count_that_was_tampered_with_is_found()
    {
        await lives.Register(lives.Unit, Lives.Head("吴老三"));
        await using var db = House.Database.NewContext();
        await db.PopulationCounts.ExecuteUpdateAsync(s => s.SetProperty(c => c.Count, c => c.Count + 1), Cancel);
        var report = await Verification.Verify(House.Database, cancellation: Cancel);
        Assert.Contains(report.Faults, fault => fault.Check == "population.count");
    }

    private async Task<IReadOnlyList<LikelyPair>> Pairs() =>
        await new DuplicateReader(House.Database, House.Access).FindAsync(
            Actor.System,
            House.Today,
            [lives.Village.Key.At(PlaceLevel.Township).Range],
            default,
            10,
            Cancel
        );

    private async Task<(Place Village, long Household)> OtherCounty()
    {
        var county = await House.PlaceNamed("从江县");
        var township = (await House.Places.ChildrenAsync(county.Key, Cancel))[0].Place;
        var village = (await House.Places.ChildrenAsync(township.Key, Cancel))[0].Place;
        return (village, await lives.Register(village, Lives.Head("石开明")));
    }

    private async Task<IReadOnlyList<Person>> AllNamed(string name)
    {
        await using var db = House.Database.NewContext();
        return await db.People.Where(p => p.Name == name).ToListAsync(Cancel);
    }
}

public sealed class SqliteLifeTests : LifeContract
{
    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresLifeTests(PostgresServer server) : LifeContract
{
    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
