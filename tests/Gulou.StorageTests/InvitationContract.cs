using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.People;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests;

/// <summary>A slip for each person, used once; and who looked, told to each for himself or herself.</summary>
public abstract class InvitationContract : HouseContract<Registers>
{
    private static readonly string[] Readings = ["people.list", "people.open-household", "people.unmask"];

    private Place unit = null!;
    private Person head = null!;
    private Person spouse = null!;
    private Person child = null!;

    protected override async Task FillAsync()
    {
        unit = await House.NewUnit();
        await House.Make(
            new RegisterHouseholds
            {
                Id = House.NewId(),
                Cell = unit.Cell,
                PlaceId = unit.Id,
                Households =
                [
                    new NewHousehold
                    {
                        PlaceId = unit.Id,
                        Members =
                        [
                            new NewMember { Name = "杨秀英", Relation = Relation.Head },
                            new NewMember { Name = "吴老岩", Relation = Relation.Spouse },
                            new NewMember
                            {
                                Name = "吴小龙",
                                Relation = Relation.Child,
                                Birthday = House.Today.AddYears(-18).AddDays(1),
                            },
                        ],
                    },
                ],
            }
        );
        await using var db = House.Database.NewContext();
        var people = await db.People.ToDictionaryAsync(p => p.Relation);
        (head, spouse, child) = (people[Relation.Head], people[Relation.Spouse], people[Relation.Child]);
    }

    [Fact]
    public async Task A_code_signs_one_person_in_once()
    {
        Assert.Equal(JoinOutcome.CodeNotGood, await JoinAsync("AAAAA-AAAAA", "somebody"));
        await House.Make(Invite([head.Id, spouse.Id], ["ABCDE-FGHJK", "LMNPQ-RSTUV"]));
        Assert.Equal(JoinOutcome.NoPhone, await JoinAsync("abcde fghjk", ""));
        Assert.Equal(JoinOutcome.Done, await JoinAsync("abcde fghjk", "xiuying"));
        Assert.Equal(
            head.Id,
            (await House.Actors.LoginAsync("xiuying", TestContext.Current.CancellationToken))?.PersonId
        );
        Assert.Equal(JoinOutcome.CodeNotGood, await JoinAsync("ABCDE-FGHJK", "again"));
        Assert.Equal(JoinOutcome.NameTaken, await JoinAsync("LMNPQ-RSTUV", "xiuying"));
        Assert.Equal(InviteOutcome.HasLogin, (await House.Run(Invite([head.Id], ["ZZZZZ-ZZZZZ"]))).Outcome);
    }

    [Fact]
    public async Task Another_slip_ends_the_earlier_and_time_ends_both()
    {
        await House.Make(Invite([head.Id], ["ABCDE-FGHJK"]));
        await House.Make(Invite([head.Id], ["LMNPQ-RSTUV"]));
        Assert.Equal(JoinOutcome.CodeNotGood, await JoinAsync("ABCDE-FGHJK", "xiuying"));
        House.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal(JoinOutcome.CodeNotGood, await JoinAsync("LMNPQ-RSTUV", "xiuying"));
    }

    [Fact]
    public async Task Who_is_not_of_age_or_not_here_gets_none()
    {
        Assert.Equal(InviteOutcome.NobodyChosen, (await House.Run(Invite([], []))).Outcome);
        Assert.Equal(InviteOutcome.TooYoung, (await House.Run(Invite([child.Id], ["A"]))).Outcome);
        Assert.Equal(InviteOutcome.PersonGone, (await House.Run(Invite([1], ["A"]))).Outcome);
        var list = await ListAsync();
        Assert.Equal([head.Id, spouse.Id], list.Select(p => p.Person.Id).Order());
        await House.Make(Invite([head.Id], ["ABCDE-FGHJK"]));
        await JoinAsync("ABCDE-FGHJK", "xiuying");
        Assert.Equal([spouse.Id], (await ListAsync()).Select(p => p.Person.Id));
        House.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Contains(await ListAsync(), p => p.Person.Id == child.Id);
    }

    [Fact]
    public async Task Each_is_told_who_looked_at_the_own_records_and_the_childrens()
    {
        var village = await House.PlaceNamed("台盘村");
        var secretary = await House.Staff(village);
        await House.Appoint(village, village.Cell, secretary, "village-secretary");
        var actor = (await House.Actors.ActorAsync(village.Cell, secretary, TestContext.Current.CancellationToken))!
            .Value
            .Actor;
        await House.Make(Listing(village), actor);
        await House.Make(Opening(), actor);
        await House.Make(Unmasking(head, "核对医保"), actor);
        await House.Make(Unmasking(child, "入学"), actor);
        // What the household does itself, and what the system does, is nobody's looking.
        await House.Make(
            Opening(),
            (await House.Actors.ActorAsync(unit.Cell, spouse.Id, TestContext.Current.CancellationToken))!.Value.Actor
        );
        await House.Make(Opening());
        var own = await LooksAsync(head);
        Assert.Equal(
            ["people.unmask", "people.unmask", "people.open-household", "people.list"],
            own.Select(l => l.Item.Record.Verb)
        );
        Assert.Equal(["入学", "核对医保"], own.Take(2).Select(l => l.Reason));
        Assert.Equal("吴小龙", own[0].Of);
        Assert.Equal(
            ("village-secretary", "龙志强", "台盘村"),
            (own[1].Item.Post, own[1].Item.PersonName, own[1].PostPlace)
        );
        // The spouse hears of the child and the household, not of the head's number.
        Assert.DoesNotContain(await LooksAsync(spouse), l => l.Reason == "核对医保");
        Assert.Contains(await LooksAsync(spouse), l => l.Of == "吴小龙");
        var second = await LooksAsync(head, own[1].Item.Mark);
        Assert.Equal(own.Skip(2).Select(l => l.Item.Mark), second.Select(l => l.Item.Mark));
    }

    private Task<IReadOnlyList<NotJoined>> ListAsync() =>
        new InvitationReader(House.Database, new Gulou.Storage.Keys.Vault(new byte[32]), Policy).ListAsync(
            unit.Key,
            House.Today,
            null,
            default,
            10
        );

    private async Task<IReadOnlyList<Look>> LooksAsync(Person person, AuditMark? after = null)
    {
        var actor = (await House.Actors.ActorAsync(person.Cell, person.Id))!.Value.Actor;
        return await new LookReader(House.Database).ListAsync(
            actor,
            p => !Policy.IsAdult(p, House.Today),
            Readings,
            after ?? AuditMark.Newest,
            10
        );
    }

    private static PeoplePolicy Policy => new() { InvitationDays = 14, AdultAge = 18 };

    private async Task<JoinOutcome> JoinAsync(string code, string name)
    {
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        var join = new Join
        {
            Id = House.NewId(),
            Cell = unit.Cell,
            Code = code,
            Name = name,
            PasswordHash = "hash",
        };
        return (await House.Run(join, Actor.Nobody)).Outcome;
    }

    private Invite Invite(long[] people, string[] codes) =>
        new()
        {
            Id = House.NewId(),
            Cell = unit.Cell,
            PlaceId = unit.Id,
            PersonIds = people,
            Codes = codes,
        };

    private ListPeople Listing(Place place)
    {
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        return new ListPeople
        {
            Id = House.NewId(),
            Cell = place.Cell,
            PlaceId = place.Id,
        };
    }

    private OpenHousehold Opening()
    {
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        return new OpenHousehold
        {
            Id = House.NewId(),
            Cell = unit.Cell,
            HouseholdId = head.HouseholdId!.Value,
        };
    }

    private UnmaskPerson Unmasking(Person person, string reason)
    {
        House.Clock.Advance(TimeSpan.FromMinutes(1));
        return new UnmaskPerson
        {
            Id = House.NewId(),
            Cell = person.Cell,
            PersonId = person.Id,
            Reason = reason,
        };
    }
}

public sealed class SqliteInvitationTests : InvitationContract
{
    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresInvitationTests(PostgresServer server) : InvitationContract
{
    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
