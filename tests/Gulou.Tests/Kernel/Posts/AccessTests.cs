using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Tests.Storage;

namespace Gulou.Tests.Kernel.Posts;

/// <summary>The shipped posts as an official would check them.</summary>
public sealed class AccessTests
{
    private const long Me = 71;
    private const long MyHousehold = 81;

    private static readonly PlaceKey Prefecture = PlaceKey.FromCode("522600000000");
    private static readonly PlaceKey Township = PlaceKey.FromCode("522630101000");
    private static readonly PlaceKey Village = PlaceKey.FromCode("522630101201");
    private static readonly PlaceKey Grid = Village.Child(1);
    private static readonly PlaceKey Home = Grid.Child(4);

    private static readonly Access Access = new(Worlds.Posts);

    /// <summary>Post, where it is held, capability, what it is used on, and whether that is allowed.</summary>
    public static TheoryData<string, string, string, string, bool> Cases =>
        new()
        {
            { "administrator", "prefecture", "posts.appoint", "village", true },
            { "administrator", "prefecture", "people.see", "village", false },
            { "administrator", "prefecture", "people.unmask", "household", false },
            { "administrator", "prefecture", "ledger.post", "village", false },
            { "administrator", "county", "places.edit", "village", true },
            { "administrator", "county", "places.edit", "other county", false },
            { "prefecture-office", "prefecture", "ledger.see", "village", true },
            { "prefecture-office", "prefecture", "people.see", "village", false },
            { "county-office", "county", "shop.see", "village", true },
            { "county-office", "county", "people.see-names", "household", false },
            { "township-clerk", "township", "people.see", "household", true },
            { "township-clerk", "township", "people.see", "other township", false },
            { "township-clerk", "township", "points.answer", "village", true },
            { "township-clerk", "township", "posts.appoint", "village", true },
            { "township-clerk", "township", "posts.appoint", "county", false },
            { "village-secretary", "village", "points.answer", "household", true },
            { "village-secretary", "village", "people.unmask", "household", true },
            { "village-secretary", "village", "people.unmask", "other village", false },
            { "village-secretary", "village", "posts.appoint", "village", false },
            { "panel-member", "village", "points.review", "household", true },
            { "panel-member", "village", "people.see-names", "household", false },
            { "panel-member", "village", "points.claim", "household", false },
            { "grid-worker", "grid", "points.claim", "household", true },
            { "grid-worker", "grid", "points.claim", "other grid", false },
            { "grid-worker", "grid", "people.see", "village", false },
            { "grid-worker", "unit", "people.see-names", "household", true },
            { "grid-worker", "unit", "people.see-names", "other unit", false },
            { "grid-worker", "grid", "people.unmask", "household", false },
            { "hamlet-head", "grid", "people.see-names", "household", true },
            { "shopkeeper", "village", "shop.redeem", "village", true },
            { "shopkeeper", "village", "shop.redeem", "other village", false },
            { "shopkeeper", "village", "people.see", "household", true },
            { "shopkeeper", "village", "people.see-names", "household", false },
            { "shopkeeper", "village", "shop.manage", "village", false },
            { "villager", "", "people.see-names", "own household", true },
            { "villager", "", "people.see", "household", false },
            { "villager", "", "points.see", "own household", true },
            { "villager", "", "points.see", "household", false },
            { "villager", "", "points.object", "own household", true },
            { "villager", "", "points.object", "household", false },
            { "villager", "", "points.object-to-notice", "household", true },
            { "villager", "", "points.object-to-notice", "other village", false },
            { "villager", "", "shop.see", "village", true },
            { "villager", "", "self.see", "oneself", true },
            { "villager", "", "self.see", "own household", false },
            { "villager", "", "posts.password", "oneself", true },
            { "villager", "", "posts.password", "household", false },
        };

    public static TheoryData<string> PostKeys => new(Worlds.Posts.All.Select(post => post.Key));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_post_reaches_as_far_as_the_table_says(
        string post,
        string at,
        string capability,
        string on,
        bool allowed
    ) => Assert.Equal(allowed, Access.May(Holder(post, at), capability, TargetOf(on), Worlds.Today).Allowed);

    [Theory]
    [MemberData(nameof(PostKeys))]
    public void Nothing_at_all_is_allowed_outside(string post)
    {
        foreach (var level in Worlds.Posts.Find(post)!.Levels.Select(l => l.ToString()).DefaultIfEmpty(""))
        {
            foreach (var capability in Worlds.KnownCapabilities)
                Assert.False(Access.May(Holder(post, level), capability, TargetOf("outside"), Worlds.Today).Allowed);
        }
    }

    [Fact]
    public void Offices_above_the_township_see_no_person()
    {
        foreach (var post in Worlds.Posts.All.Where(p => p.Levels.Any(l => l <= PlaceLevel.County)))
        {
            var people = post
                .Grants.Select(g => g.Capability)
                .Where(c => c.StartsWith("people.", StringComparison.Ordinal));
            Assert.Empty(people.Except(["people.register-staff", "people.count"]));
        }
    }

    /// <summary>Entries by hand go past what people do: one post alone, made for other programs.</summary>
    [Fact]
    public void Only_one_post_brings_entries_to_the_ledger() =>
        Assert.Equal(
            ["ledger-interface"],
            Worlds.Posts.All.Where(p => p.Grants.Any(g => g.Capability == "ledger.post")).Select(p => p.Key)
        );

    [Fact]
    public void A_program_may_what_its_appointment_may_and_nothing_as_a_villager()
    {
        var person = new Actor { PersonId = 5, Cell = Worlds.Cell };
        var oneself = new Target(default, Person: 5);
        Assert.True(Access.May(person, "posts.password", oneself, Worlds.Today).Allowed);
        Assert.False(Access.May(person with { IsMachine = true }, "posts.password", oneself, Worlds.Today).Allowed);
    }

    [Theory]
    [InlineData("points.close")]
    [InlineData("posts.init")]
    public void Some_things_only_the_system_does(string capability)
    {
        Assert.Contains(capability, Worlds.KnownCapabilities);
        Assert.DoesNotContain(Worlds.Posts.All.SelectMany(p => p.Grants), g => g.Capability == capability);
        Assert.True(Access.May(Actor.System, capability, TargetOf("village"), Worlds.Today).Allowed);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public void Access_begins_and_ends_with_the_appointment(int days, bool allowed)
    {
        var clerk = Holder("township-clerk", "township", to: Worlds.Today.AddDays(30));
        var day = Worlds.Today.AddDays(days);
        Assert.Equal(allowed, Access.May(clerk, "people.see", TargetOf("household"), day).Allowed);
        Assert.Equal(allowed, Access.Scopes(clerk, "people.see", day).Count == 1);
    }

    [Fact]
    public void What_was_not_found_is_not_allowed_even_to_the_system() =>
        Assert.False(Access.May(Actor.System, "people.see", null, Worlds.Today).Allowed);

    /// <summary>Navigation shows what can be used somewhere.</summary>
    [Theory]
    [InlineData("township-clerk", "township", 0, "people.see", true)]
    [InlineData("township-clerk", "township", -1, "people.see", false)]
    [InlineData("township-clerk", "township", 0, "posts.init", false)]
    [InlineData("villager", "", 0, "posts.password", true)]
    [InlineData("villager", "", 0, "points.object", true)]
    [InlineData("villager", "", 0, "people.unmask", false)]
    public void A_capability_is_shown_where_it_can_be_used(
        string post,
        string level,
        int days,
        string capability,
        bool shown
    ) => Assert.Equal(shown, Access.Anywhere(Holder(post, level), capability, Worlds.Today.AddDays(days)));

    [Fact]
    public void Without_a_household_a_villager_has_what_is_about_oneself_alone()
    {
        var single = new Actor { PersonId = Me, Cell = Worlds.Cell };
        Assert.True(Access.Anywhere(single, "posts.password", Worlds.Today));
        Assert.False(Access.Anywhere(single, "points.object", Worlds.Today));
        Assert.False(Access.Anywhere(Actor.Nobody, "posts.password", Worlds.Today));
        Assert.True(Access.Anywhere(Actor.System, "posts.init", Worlds.Today));
    }

    private static Actor Holder(string post, string level, DateOnly? to = null)
    {
        var place = level.ToLowerInvariant() switch
        {
            "prefecture" => Prefecture,
            "county" => Township.Parent,
            "township" => Township,
            "village" => Village,
            "grid" => Grid,
            "unit" => Home,
            _ => (PlaceKey?)null,
        };
        var me = new Actor { PersonId = Me, Cell = Worlds.Cell };
        if (place is not { } at)
            return me with { HouseholdId = MyHousehold, HouseholdPlace = Home };
        var appointment = new Appointment
        {
            Id = 5,
            PersonId = Me,
            Post = post,
            Scope = at,
            From = Worlds.Today,
            To = to,
        };
        return me with { Appointments = [appointment] };
    }

    private static Target TargetOf(string what) =>
        what switch
        {
            "oneself" => new Target(Home, MyHousehold, Me),
            "own household" => new Target(Home, MyHousehold),
            "household" => new Target(Home, 99, 98),
            "village" => new Target(Village),
            "county" => new Target(Township.Parent),
            "other unit" => new Target(Grid.Child(5), 99),
            "other grid" => new Target(Village.Child(2).Child(4), 99),
            "other village" => new Target(PlaceKey.FromCode("522630101202").Child(1), 99, 98),
            "other township" => new Target(PlaceKey.FromCode("522630102201"), 99),
            "other county" => new Target(PlaceKey.FromCode("522631101201"), 99),
            _ => new Target(PlaceKey.FromCode("520301101201").Child(1).Child(1), 99, 98),
        };
}
