using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;
using Gulou.Storage.People;

namespace Gulou.Tests.Storage.People;

public sealed class RegisterHouseholdsTests
{
    private const long Village = 11;
    private const long Unit = 12;
    private const long Market = 13;
    private const long Township = 14;
    private const long Elsewhere = 15;
    private const long Gone = 16;

    private static readonly CitizenId HerNumber = CitizenId.Make("529901", new DateOnly(1990, 5, 4), 2);

    private static NewMember Head { get; } =
        new()
        {
            Name = " 杨 秀英 ",
            Relation = Relation.Head,
            CitizenId = HerNumber,
            Phone = MobilePhone.Synthetic(1234),
            Ethnicity = "苗族",
        };

    private static NewMember Child { get; } =
        new()
        {
            Name = "吴小龙",
            Relation = Relation.Child,
            Birthday = Worlds.Today,
            IsMale = true,
        };

    /// <summary>From the top of the list down: where several things are wrong, the first is named.</summary>
    public static TheoryData<string, NewHousehold, RegisterHouseholdsOutcome, int> Refusals =>
        new()
        {
            { "nowhere", Of(77), RegisterHouseholdsOutcome.PlaceGone, 0 },
            { "abolished", Of(Gone), RegisterHouseholdsOutcome.PlaceGone, 0 },
            { "outside", Of(Elsewhere, Head), RegisterHouseholdsOutcome.PlaceGone, 0 },
            { "a market", Of(Market), RegisterHouseholdsOutcome.PlaceWithoutHouseholds, 0 },
            { "nobody", Of(Unit), RegisterHouseholdsOutcome.NoMembers, 0 },
            { "no head", Of(Unit, Child with { Name = "" }), RegisterHouseholdsOutcome.NotOneHead, 0 },
            { "two heads", Of(Unit, Head, Head), RegisterHouseholdsOutcome.NotOneHead, 0 },
            { "no name", Of(Unit, Head, Child with { Name = " " }), RegisterHouseholdsOutcome.NameUnreadable, 2 },
            {
                "other birthday",
                Of(Unit, Head with { Birthday = new DateOnly(1990, 5, 5) }),
                RegisterHouseholdsOutcome.NumberDisagrees,
                1
            },
            { "other sex", Of(Unit, Head with { IsMale = true }), RegisterHouseholdsOutcome.NumberDisagrees, 1 },
            {
                "unborn",
                Of(Unit, Head, Child with { Birthday = Worlds.Today.AddDays(1) }),
                RegisterHouseholdsOutcome.BornInFuture,
                2
            },
            {
                "number twice",
                Of(Unit, Head, Child with { Birthday = null, IsMale = null, CitizenId = HerNumber }),
                RegisterHouseholdsOutcome.NumberTwice,
                2
            },
        };

    [Theory]
    [MemberData(nameof(Refusals), DisableDiscoveryEnumeration = true)]
    public void What_is_wrong_is_named_with_household_and_member(
        string what,
        NewHousehold household,
        RegisterHouseholdsOutcome outcome,
        int member
    )
    {
        // A good household goes before: one bad one keeps both out.
        var command = Command(Of(Village, Child with { Relation = Relation.Head }), household);
        var w = World(command);
        Assert.True(outcome == command.DecideIn(w), what);
        Assert.Equal([2, member], w.Args);
    }

    [Fact]
    public void A_township_is_too_high()
    {
        var command = Command(Of(Township, Head)) with { PlaceId = Township };
        Assert.Equal(RegisterHouseholdsOutcome.PlaceTooHigh, command.DecideIn(World(command)));
    }

    [Fact]
    public void A_registered_number_is_refused()
    {
        var command = Command(Of(Unit, Head));
        var hash = Worlds.Vault.Hash(Purpose.CitizenId, HerNumber.Value);
        var w = World(
            command,
            new Identity
            {
                IdHash = hash,
                Cell = 9,
                PersonId = 1,
            }
        );
        Assert.Equal(RegisterHouseholdsOutcome.NumberTaken, command.DecideIn(w));
    }

    [Fact]
    public void Rows_hold_no_number_in_plain_and_can_be_found_and_opened()
    {
        var command = Command(Of(Unit, Head, Child));
        var w = World(command);
        Assert.Equal(RegisterHouseholdsOutcome.Done, command.DecideIn(w));

        var household = Assert.Single(w.Added<Household>());
        Assert.Equal((w.Subject, "杨秀英", 2), (household.Id, household.HeadName, household.Members));
        Assert.NotEqual(default, household.CardToken);
        var head = w.Added<Person>().Single(p => p.Id == household.HeadId);
        Assert.Equal(("杨秀英", "yxy", false), (head.Name, head.Initials, head.IsMale));
        Assert.Equal(new DateOnly(1990, 5, 4), head.Birthday);
        Assert.Equal(HerNumber.Value, Worlds.Vault.Open(Purpose.CitizenId, head.IdCipher));
        Assert.Equal(Head.Phone!.Value.Value, Worlds.Vault.Open(Purpose.Phone, head.PhoneCipher));
        Assert.Equal(Worlds.Vault.Hash(Purpose.PhoneTail, "1234"), head.PhoneTail);
        Assert.Equal(head.IdHash, Assert.Single(w.Added<Identity>()).IdHash);
        Assert.All(w.Added<Person>(), p => Assert.Equal(household.Scope, p.Scope));
        Assert.Equal(2, w.Added<PersonEvent>().Count(e => e.Kind == PersonEventKind.Registered));
    }

    [Fact]
    public void Another_number_or_phone_is_another_content()
    {
        var command = Command(Of(Unit, Head));
        var number = CitizenId.Make("529901", new DateOnly(1990, 5, 4), 4);
        Assert.NotEqual(command.Content(), Command(Of(Unit, Head with { CitizenId = number })).Content());
        Assert.NotEqual(command.Content(), Command(Of(Unit, Head with { Phone = MobilePhone.Synthetic(5) })).Content());
        Assert.Equal(command.Content(), Command(Of(Unit, Head)).Content());
    }

    private static NewHousehold Of(long place, params NewMember[] members) =>
        new() { PlaceId = place, Members = members };

    private static RegisterHouseholds Command(params NewHousehold[] households) =>
        new()
        {
            Id = Worlds.NewId(),
            Cell = Worlds.Cell,
            PlaceId = Village,
            Households = households,
        };

    private static World World(RegisterHouseholds command, params Identity[] taken)
    {
        var w = Worlds.Of(command);
        var village = Worlds.Division(Village, "522630101201");
        w.Given<Place>(Worlds.Cell, Village, village);
        w.Given<Place>(Worlds.Cell, Township, Worlds.Division(Township, "522630101000"));
        w.Given<Place>(Worlds.Cell, Elsewhere, Worlds.Division(Elsewhere, "522630101202"));
        w.Given<Place>(Worlds.Cell, 77, null);
        w.Given<Place>(Worlds.Cell, Unit, GridOf(Unit, village.Key.Child(1).Child(1)));
        w.Given<Place>(Worlds.Cell, Market, GridOf(Market, village.Key.Child(2), PlaceKind.Dedicated));
        w.Given<Place>(Worlds.Cell, Gone, GridOf(Gone, village.Key.Child(3), to: Worlds.Today));
        foreach (var lot in command.Lots(Worlds.Vault))
            w.Given(lot, taken);
        return w;
    }

    private static Grid GridOf(long id, PlaceKey key, PlaceKind kind = PlaceKind.Plain, DateOnly? to = null) =>
        new()
        {
            Cell = Worlds.Cell,
            Id = id,
            Key = key,
            Name = "寨",
            ShortName = "寨",
            Kind = kind,
            To = to,
        };
}
