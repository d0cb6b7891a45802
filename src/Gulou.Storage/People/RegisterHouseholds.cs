using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People;

public enum RegisterHouseholdsOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>Args of this and all below: which household, which member, both from 1; 0 where none.</summary>
    PlaceGone,

    /// <summary>Households sit in villages, their grids and units.</summary>
    PlaceTooHigh,

    /// <summary>A dedicated grid (a market, a school) has no households.</summary>
    PlaceWithoutHouseholds,
    NoMembers,
    NotOneHead,
    NameUnreadable,

    /// <summary>The ID number tells another birthday or sex than was entered.</summary>
    NumberDisagrees,
    BornInFuture,

    /// <summary>The same ID number twice in what was entered.</summary>
    NumberTwice,

    /// <summary>Somebody registered bears this ID number.</summary>
    NumberTaken,
}

/// <summary>Enters households with their members below one place: all of them or, when one cannot be, none.</summary>
public sealed record RegisterHouseholds : Command<RegisterHouseholdsOutcome>
{
    // Numbers are looked up in lots, each one statement.
    private const int Lot = 500;

    private List<IdentitiesIn>? lots;

    /// <summary>Everything is entered at this place or below.</summary>
    public required long PlaceId { get; init; }

    public required IReadOnlyList<NewHousehold> Households { get; init; }

    public override string Verb => "people.register";

    public override string Capability => PeopleCapabilities.Register;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        foreach (var place in Households.Select(h => h.PlaceId).Distinct())
            w.PlaceOf(Cell, place);
        foreach (var lot in Lots(w.Vault))
            w.All(lot);
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override RegisterHouseholdsOutcome Decide(World w)
    {
        var within = w.PlaceOf(Cell, PlaceId)!.Key.Range;
        var taken = Lots(w.Vault).SelectMany(w.All).Select(i => Convert.ToHexString(i.IdHash)).ToHashSet();
        var mine = new HashSet<string>();
        var recording = Recording.Begin(w, ActKind.Registered, w.Today, w.PlaceOf(Cell, PlaceId)!);
        for (var i = 0; i < Households.Count; i++)
        {
            var household = Households[i];
            var place = w.PlaceOf(Cell, household.PlaceId);
            if (place is null || place.To is not null || !within.Contains(place.Key))
                return w.Refuse(RegisterHouseholdsOutcome.PlaceGone, i + 1, 0);
            if (place.Level < PlaceLevel.Village)
                return w.Refuse(RegisterHouseholdsOutcome.PlaceTooHigh, i + 1, 0);
            if (place.Kind == PlaceKind.Dedicated)
                return w.Refuse(RegisterHouseholdsOutcome.PlaceWithoutHouseholds, i + 1, 0);
            var (outcome, member) = household.Check(w, mine, taken);
            if (outcome != RegisterHouseholdsOutcome.Done)
                return w.Refuse(outcome, i + 1, member);
            w.Subject = household.Enter(w, recording, place);
        }
        return RegisterHouseholdsOutcome.Done;
    }

    /// <summary>The ID numbers entered, as the queries that look for them; the same ones each time.</summary>
    internal IReadOnlyList<IdentitiesIn> Lots(Vault vault) =>
        lots ??= [
            .. Households
                .SelectMany(h => h.Members)
                .Where(m => m.CitizenId is not null)
                .SelectMany(m => vault.Hashes(Purpose.CitizenId, m.CitizenId!.Value.Value))
                .Chunk(Lot)
                .Select(hashes => new IdentitiesIn(hashes)),
        ];
}
