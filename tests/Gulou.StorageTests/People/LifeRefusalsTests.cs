using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.People;

namespace Gulou.StorageTests.People;

/// <summary>
/// What each verb refuses, from the top of its list down: where several things are wrong, the first is named. Decisions
/// are the same on both databases.
/// </summary>
public sealed class LifeRefusalsTests : IAsyncLifetime
{
    private static readonly string TooLong = new('长', 101);

    private Lives lives = null!;
    private Person head = null!;
    private Person wife = null!;
    private Person dead = null!;
    private long home;
    private long gone;
    private long other;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Registers House => lives.House;

    private DateOnly Today => House.Today;

    private DateOnly Tomorrow => Today.AddDays(1);

    private DateOnly Yesterday => Today.AddDays(-1);

    public async ValueTask InitializeAsync()
    {
        lives = await new Lives(await Registers.OnSqlite()).StartAsync();
        home = await lives.Register(
            lives.Unit,
            Lives.Head("吴老三", Lives.Number(20)),
            Lives.Member("杨秀英", Relation.Spouse),
            Lives.Member("张阿婆", Relation.Parent, Lives.Number(22))
        );
        (head, wife, dead) = await lives.Members(home) switch
        {
            [var a, var b, var c] => (a, b, c),
            _ => throw new InvalidOperationException(),
        };
        await House.Make(lives.Death(dead.Id, Today));
        gone = await lives.Register(lives.Unit, Lives.Head("龙志强"));
        await House.Make(lives.Leave((await lives.Members(gone))[0].Id, Today));
        other = await lives.Register(lives.Unit, Lives.Head("石开明", Lives.Number(24)));
    }

    public async ValueTask DisposeAsync() => await House.DisposeAsync();

    [Fact]
    public async Task Leaving()
    {
        var death = lives.Death(dead.Id, Tomorrow) with { NewHeadId = 77 };
        await Refused(RecordDeathOutcome.NotRegistered, death);
        await Refused(RecordDeathOutcome.DayInFuture, death with { PersonId = head.Id });
        await Refused(RecordDeathOutcome.BeforeRegistered, death with { PersonId = head.Id, On = Yesterday });
        await Refused(RecordDeathOutcome.NewHeadNotMember, death with { PersonId = head.Id, On = Today });

        var leave = lives.Leave(dead.Id, Tomorrow) with { NewHeadId = 77, To = TooLong };
        await Refused(MoveOutOutcome.NotRegistered, leave);
        await Refused(MoveOutOutcome.DayInFuture, leave with { PersonId = head.Id });
        await Refused(MoveOutOutcome.BeforeRegistered, leave with { PersonId = head.Id, On = Yesterday });
        await Refused(MoveOutOutcome.NewHeadNotMember, leave with { PersonId = head.Id, On = Today });
        await Refused(MoveOutOutcome.NoteTooLong, leave with { PersonId = head.Id, On = Today, NewHeadId = null });

        var close = new CloseHousehold
        {
            Id = House.NewId(),
            Cell = lives.Unit.Cell,
            HouseholdId = gone,
            On = Tomorrow,
            To = TooLong,
        };
        await lives.GivePoints(home, 5_00, EntryKind.Hold);
        await Refused(CloseHouseholdOutcome.HouseholdGone, close);
        await Refused(CloseHouseholdOutcome.DayInFuture, close with { HouseholdId = home });
        await Refused(CloseHouseholdOutcome.BeforeRegistered, close with { HouseholdId = home, On = Yesterday });
        await Refused(CloseHouseholdOutcome.NoteTooLong, close with { HouseholdId = home, On = Today });
        await Refused(CloseHouseholdOutcome.HoldsOpen, close with { HouseholdId = home, On = Today, To = "" });
    }

    [Fact]
    public async Task Births_and_heads()
    {
        var taken = Lives.Number(24);
        var birth = lives.Birth(gone, Tomorrow, "") with { Relation = Relation.Head, CitizenId = taken };
        await Refused(RecordBirthOutcome.HouseholdGone, birth);
        await Refused(RecordBirthOutcome.DayInFuture, birth with { HouseholdId = home });
        birth = birth with { HouseholdId = home, On = Today };
        await Refused(RecordBirthOutcome.NameUnreadable, birth);
        await Refused(RecordBirthOutcome.HeadThereAlready, birth with { Name = "吴小妹" });
        birth = birth with { Name = "吴小妹", Relation = Relation.Child };
        await Refused(RecordBirthOutcome.NumberDisagrees, birth);
        await Refused(RecordBirthOutcome.NumberTaken, birth with { On = taken.Birthday });

        var change = new ChangeHead
        {
            Id = House.NewId(),
            Cell = lives.Unit.Cell,
            HouseholdId = gone,
            PersonId = 77,
            On = Tomorrow,
        };
        await Refused(ChangeHeadOutcome.HouseholdGone, change);
        await Refused(ChangeHeadOutcome.DayInFuture, change with { HouseholdId = home });
        await Refused(ChangeHeadOutcome.NotMember, change with { HouseholdId = home, On = Today });
        change = change with { HouseholdId = home, PersonId = head.Id, On = Today };
        await Refused(ChangeHeadOutcome.IsHeadAlready, change);
    }

    [Fact]
    public async Task Moving_in()
    {
        var born = Lives.Member("", Relation.Head, Lives.Number(20), birthday: Tomorrow);
        var arrive = lives.Arrive(gone, born) with { On = Tomorrow, From = TooLong, Members = [] };
        await Refused(MoveInOutcome.HouseholdGone, arrive);
        await Refused(
            MoveInOutcome.PlaceUnfit,
            arrive with
            {
                HouseholdId = null,
                PlaceId = (await House.PlaceNamed("台盘乡")).Id,
            }
        );
        await Refused(MoveInOutcome.DayInFuture, arrive with { HouseholdId = home });
        arrive = arrive with { HouseholdId = home, On = Today };
        await Refused(MoveInOutcome.NoteTooLong, arrive);
        arrive = arrive with { From = "" };
        await Refused(MoveInOutcome.NoMembers, arrive);
        var found = arrive with { HouseholdId = null, PlaceId = lives.Unit.Id };
        await Refused(MoveInOutcome.NotOneHead, found with { Members = [born with { Relation = Relation.Child }] });
        arrive = arrive with { Members = [born] };
        await Refused(MoveInOutcome.HeadThereAlready, arrive);
        born = born with { Relation = Relation.Child };
        await Refused(MoveInOutcome.NameUnreadable, arrive with { Members = [born] });
        born = born with { Name = "龙小妹" };
        await Refused(MoveInOutcome.NumberDisagrees, arrive with { Members = [born] });
        await Refused(MoveInOutcome.BornLater, arrive with { Members = [born with { CitizenId = null }] });
        born = born with { Birthday = null };
        await Refused(MoveInOutcome.NumberTwice, arrive with { Members = [Bearer(30), Bearer(30)] });
        await Refused(MoveInOutcome.Died, arrive with { Members = [born with { CitizenId = Lives.Number(22) }] });
        await Refused(MoveInOutcome.ThereAlready, arrive with { Members = [born] });
        await Refused(MoveInOutcome.NameDiffers, arrive with { HouseholdId = other, Members = [born] });
        born = born with { Name = "吴老三" };
        arrive = arrive with { HouseholdId = other, Members = [born], On = Yesterday };
        await Refused(MoveInOutcome.RegisteredElsewhere, arrive);
        await Refused(MoveInOutcome.BeforeRegistered, arrive with { TakeOver = true });
    }

    [Fact]
    public async Task Moving_within_splitting_and_joining()
    {
        var move = new MoveWithin
        {
            Id = House.NewId(),
            Cell = lives.Unit.Cell,
            HouseholdId = gone,
            On = Tomorrow,
            Movers = [],
        };
        await Refused(MoveWithinOutcome.HouseholdGone, move);
        await Refused(MoveWithinOutcome.DayInFuture, move with { HouseholdId = home });
        move = move with { HouseholdId = home, On = Yesterday };
        await Refused(MoveWithinOutcome.NoMembers, move);
        await Refused(MoveWithinOutcome.HeadThereAlready, move with { Movers = [new(dead.Id, Relation.Head)] });
        await Refused(MoveWithinOutcome.NotRegistered, move with { Movers = [new(dead.Id, Relation.Other)] });
        await Refused(MoveWithinOutcome.ThereAlready, move with { Movers = [new(wife.Id, Relation.Other)] });
        move = move with { HouseholdId = other, Movers = [new(wife.Id, Relation.Other)] };
        await Refused(MoveWithinOutcome.BeforeRegistered, move);

        var township = await House.PlaceNamed("台盘乡");
        var share = new Share(AccountKind.Points, Unit.CivicPoints, 1);
        var split = lives.Split(gone, township, [], share) with { On = Tomorrow };
        await Refused(SplitHouseholdOutcome.HouseholdGone, split);
        await Refused(SplitHouseholdOutcome.PlaceUnfit, split with { HouseholdId = home });
        split = split with { HouseholdId = home, PlaceId = lives.Village.Id };
        await Refused(SplitHouseholdOutcome.DayInFuture, split);
        split = split with { On = Yesterday };
        await Refused(SplitHouseholdOutcome.NoMembers, split);
        Mover[] both = [new(head.Id, Relation.Other), new(wife.Id, Relation.Other)];
        await Refused(SplitHouseholdOutcome.NobodyStays, split with { Movers = both });
        await Refused(SplitHouseholdOutcome.NotOneHead, split with { Movers = [new(dead.Id, Relation.Other)] });
        await Refused(SplitHouseholdOutcome.NotMember, split with { Movers = [new(dead.Id, Relation.Head)] });
        split = split with { Movers = [new(wife.Id, Relation.Head)] };
        await Refused(SplitHouseholdOutcome.BeforeRegistered, split);
        await Refused(SplitHouseholdOutcome.ShareTooLarge, split with { On = Today });

        var join = lives.Join(gone, gone) with { On = Tomorrow };
        await Refused(JoinHouseholdsOutcome.HouseholdGone, join);
        await Refused(JoinHouseholdsOutcome.OtherGone, join with { HouseholdId = home });
        await Refused(JoinHouseholdsOutcome.SameHousehold, join with { HouseholdId = home, IntoId = home });
        join = join with { HouseholdId = home, IntoId = other };
        await Refused(JoinHouseholdsOutcome.DayInFuture, join);
        await Refused(JoinHouseholdsOutcome.BeforeRegistered, join with { On = Yesterday });
    }

    [Fact]
    public async Task Placing_and_correcting()
    {
        var place = new PlaceHousehold
        {
            Id = House.NewId(),
            Cell = lives.Unit.Cell,
            HouseholdId = gone,
            PlaceId = (await House.PlaceNamed("台盘乡")).Id,
            Door = "1",
            On = Tomorrow,
        };
        await Refused(PlaceHouseholdOutcome.HouseholdGone, place);
        await Refused(PlaceHouseholdOutcome.PlaceUnfit, place with { HouseholdId = home });
        var elsewhere = (await House.Places.ChildrenAsync(lives.Village.Key.Parent, Cancel))
            .First(c => c.Place.Id != lives.Village.Id)
            .Place.Id;
        await Refused(PlaceHouseholdOutcome.OtherVillage, place with { HouseholdId = home, PlaceId = elsewhere });
        place = place with { HouseholdId = home, PlaceId = lives.Village.Id };
        await Refused(PlaceHouseholdOutcome.DayInFuture, place);
        await Refused(PlaceHouseholdOutcome.BeforeRegistered, place with { On = Yesterday });
        await Refused(PlaceHouseholdOutcome.NothingChanged, place with { PlaceId = lives.Unit.Id, On = Today });

        var correct = new CorrectPerson
        {
            Id = House.NewId(),
            Cell = head.Cell,
            PersonId = dead.Id,
            Name = "1",
            Birthday = Tomorrow,
            Relation = Relation.Other,
        };
        await Refused(CorrectPersonOutcome.NotRegistered, correct);
        correct = correct with { PersonId = head.Id };
        await Refused(CorrectPersonOutcome.NameUnreadable, correct);
        await Refused(CorrectPersonOutcome.BornInFuture, correct with { Name = null });
        correct = correct with { Name = null, Birthday = Today };
        await Refused(CorrectPersonOutcome.NumberDisagrees, correct);
        correct = correct with { Birthday = null };
        await Refused(CorrectPersonOutcome.NumberTaken, correct with { CitizenId = Lives.Number(24) });
        await Refused(CorrectPersonOutcome.HeadByHousehold, correct);
        await Refused(CorrectPersonOutcome.NothingChanged, correct with { Relation = null });
    }

    [Fact]
    public async Task Merging_and_undoing()
    {
        var stone = (await lives.Members(other))[0];
        var merge = new MergePersons
        {
            Id = House.NewId(),
            Cell = head.Cell,
            KeepId = dead.Id,
            DoubleId = dead.Id,
        };
        await Refused(MergePersonsOutcome.SamePerson, merge);
        await Refused(MergePersonsOutcome.NotRegistered, merge with { DoubleId = stone.Id });
        await Refused(MergePersonsOutcome.TwoNumbers, merge with { KeepId = head.Id, DoubleId = stone.Id });
        await Refused(MergePersonsOutcome.AloneInHousehold, merge with { KeepId = wife.Id, DoubleId = stone.Id });
        var apart = new TellApart
        {
            Id = House.NewId(),
            Cell = head.Cell,
            PersonId = head.Id,
            OtherId = head.Id,
        };
        await Refused(TellApartOutcome.SamePerson, apart);

        var death = await lives.LastAct(ActKind.Died);
        await Refused(UndoActOutcome.ReasonMissing, lives.Undo(death) with { Reason = " " });
        await House.Make(lives.Undo(death));
        await Refused(UndoActOutcome.UndoneAlready, lives.Undo(death) with { Reason = " " });
        var undoing = await lives.LastAct(ActKind.Undone);
        await Refused(UndoActOutcome.IsUndoing, lives.Undo(undoing) with { Reason = " " });
    }

    /// <summary>Verbs with two sides ask for both: nobody pulls people out of a village that is not theirs.</summary>
    [Fact]
    public async Task Both_sides_must_lie_in_the_posts_place()
    {
        var far = (await House.Places.ChildrenAsync(lives.Village.Key.Parent, Cancel))[^1].Place;
        var there = await lives.Register(far, Lives.Head("欧大山"), Lives.Member("欧小山", Relation.Child));
        var son = (await lives.Members(there))[1];
        var secretary = new Actor
        {
            PersonId = head.Id,
            Cell = head.Cell,
            Appointments =
            [
                new Appointment
                {
                    Id = 1,
                    Post = "village-secretary",
                    Scope = lives.Village.Key,
                    From = Today,
                },
            ],
        };
        var move = new MoveWithin
        {
            Id = House.NewId(),
            Cell = head.Cell,
            HouseholdId = home,
            On = Today,
            Movers = [new Mover(son.Id, Relation.Other)],
        };
        await Refused(MoveWithinOutcome.NotAllowed, move, secretary);
        await Refused(JoinHouseholdsOutcome.NotAllowed, lives.Join(home, there), secretary);
        await Refused(JoinHouseholdsOutcome.NotAllowed, lives.Join(there, home), secretary);
        var merge = new MergePersons
        {
            Id = House.NewId(),
            Cell = head.Cell,
            KeepId = head.Id,
            DoubleId = son.Id,
        };
        await Refused(MergePersonsOutcome.NotAllowed, merge, secretary);
        await House.Make(move);
    }

    private static NewMember Bearer(int n) => Lives.Member("龙小妹", Relation.Child, Lives.Number(n));

    private async Task Refused<TOutcome>(TOutcome expected, Command<TOutcome> command, Actor? actor = null)
        where TOutcome : struct, Enum
    {
        var answer = await House.Run(command with { Id = House.NewId() }, actor);
        Assert.Equal(expected, answer.Outcome);
    }
}
