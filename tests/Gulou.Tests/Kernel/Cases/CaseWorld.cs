using Gulou.Kernel.Cases;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;

namespace Gulou.Tests.Kernel.Cases;

/// <summary>A village with its officials, for flows to run in.</summary>
internal static class CaseWorld
{
    public static readonly PlaceKey Village = PlaceKey.FromCode("522630101201");
    public static readonly PlaceKey Grid = Village.Child(1);
    public static readonly PlaceKey Unit = Grid.Child(1);
    public static readonly PlaceKey Township = Village.At(PlaceLevel.Township);

    /// <summary>A Monday.</summary>
    public static readonly Instant Start = Instant.StartOf(new DateOnly(2026, 3, 2)).Plus(TimeSpan.FromHours(9));

    public static readonly PostCatalog Posts = new([
        Post("county-office", PlaceLevel.County),
        Post("township-clerk", PlaceLevel.Township),
        Post("village-secretary", PlaceLevel.Village),
        Post("panel-member", PlaceLevel.Village),
        Post("grid-worker", PlaceLevel.Grid, PlaceLevel.Unit, PlaceLevel.Village),
        Post("hamlet-head", PlaceLevel.Grid),
        Post(PostCatalog.Villager),
    ]);

    public static readonly IReadOnlyDictionary<string, EffectShape> Effects = new Dictionary<string, EffectShape>
    {
        ["loan.record"] = new(
            "loan.record",
            [new("days", [FieldKind.Number], Required: true), new("note", [FieldKind.Text], Required: false)]
        ),
    };

    public static readonly CaseActor Secretary = Official(1, "village-secretary", Village);
    public static readonly CaseActor Clerk = Official(2, "township-clerk", Township);
    public static readonly CaseActor Head = Official(3, "hamlet-head", Grid);
    public static readonly CaseActor Worker = Official(4, "grid-worker", Grid);
    public static readonly CaseActor County = Official(5, "county-office", Village.At(PlaceLevel.County));

    /// <summary>A villager of the household 700.</summary>
    public static readonly CaseActor Villager = new()
    {
        PersonId = 70,
        HouseholdId = 700,
        Home = Unit,
    };

    /// <summary>Lives in the next village and holds a post there.</summary>
    public static readonly CaseActor Stranger = new()
    {
        PersonId = 99,
        HouseholdId = 990,
        Home = PlaceKey.FromCode("522630101202"),
        Seats = [new CaseSeat("village-secretary", PlaceKey.FromCode("522630101202"), 990)],
    };

    public static CaseActor Official(long person, string post, PlaceKey at) =>
        new()
        {
            PersonId = person,
            HouseholdId = person * 10,
            Home = Unit,
            Seats = [new CaseSeat(post, at, person * 100)],
        };

    public static Colleague AsColleague(this CaseActor actor) => new(actor.PersonId, actor.HouseholdId, actor.Seats);

    private static Post Post(string key, params PlaceLevel[] levels) => new(key, levels, [], "office", key, key);
}
