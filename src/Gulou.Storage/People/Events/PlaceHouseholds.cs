using System.Globalization;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People;

/// <summary>
/// Puts many households into another place at once, of their village or of another in the county. Recorded as if each
/// had gone alone, one act each that can be undone by itself; written in bulk, and their rows, people and accounts
/// follow by statements over sets.
/// </summary>
internal static class PlaceHouseholds
{
    // A statement names this many households at most.
    private const int Most = 500;

    /// <summary>What is said to happen within a village: it changes no count of the village.</summary>
    private static readonly (HouseholdEventKind, HouseholdEventKind, PersonEventKind, PersonEventKind) Within = (
        HouseholdEventKind.PlacedOut,
        HouseholdEventKind.PlacedIn,
        PersonEventKind.WithinOut,
        PersonEventKind.WithinIn
    );

    /// <summary>What is said to happen between two villages.</summary>
    private static readonly (HouseholdEventKind, HouseholdEventKind, PersonEventKind, PersonEventKind) Across = (
        HouseholdEventKind.TransferredOut,
        HouseholdEventKind.TransferredIn,
        PersonEventKind.TransferredOut,
        PersonEventKind.TransferredIn
    );

    /// <param name="w">Where it is written; the map is held, so that nobody writes these rows meanwhile.</param>
    /// <param name="households">Which, untracked; they are changed to what they will be.</param>
    /// <param name="members">Their members by household, untracked too.</param>
    /// <param name="to">The grid or unit, or a village, of the same cell.</param>
    /// <param name="on">The first day there.</param>
    public static void Move(
        World w,
        IEnumerable<Household> households,
        ILookup<long, Person> members,
        Place to,
        DateOnly on
    )
    {
        var moved = households.Where(household => household.PlaceId != to.Id).ToList();
        foreach (var household in moved)
            Record(w, household, members[household.Id], to, on);
        foreach (var some in moved.Chunk(Most))
            Change(w, to, string.Join(", ", some.Select(h => h.Id.ToString(CultureInfo.InvariantCulture))));
    }

    private static void Record(World w, Household household, IEnumerable<Person> members, Place to, DateOnly on)
    {
        var stays = household.Scope.At(PlaceLevel.Village) == to.Key.At(PlaceLevel.Village);
        var (homeOut, homeIn, goes, comes) = stays ? Within : Across;
        var recording = Recording.BeginInBulk(w, ActKind.Placed, on, to);
        recording.Keep(household);
        recording.Happened(household, homeOut, -1);
        (household.PlaceId, household.Scope) = (to.Id, to.Key);
        recording.Happened(household, homeIn, 1);
        foreach (var member in members)
        {
            recording.Keep(member);
            recording.Happened(member, goes, -1);
            (member.PlaceId, member.Scope) = (to.Id, to.Key);
            recording.Happened(member, comes, 1);
        }
    }

    private static void Change(World w, Place to, string ids)
    {
        w.ChangeAll(
            $"UPDATE household SET place_id = {{0}}, scope = {{1}} WHERE cell = {{2}} AND id IN ({ids})",
            to.Id,
            to.Key.Value,
            to.Cell
        );
        w.ChangeAll(
            $$"""
            UPDATE person SET place_id = {0}, scope = {1}
            WHERE cell = {2} AND household_id IN ({{ids}}) AND "to" IS NULL
            """,
            to.Id,
            to.Key.Value,
            to.Cell
        );
        w.ChangeAll($"UPDATE account SET scope = {{0}} WHERE cell = {{1}} AND owner IN ({ids})", to.Key.Value, to.Cell);
    }
}

/// <summary>The registered members of several households.</summary>
public sealed record MembersOfMany(int Cell, IReadOnlyList<long> Households) : Query<Person>
{
    public override IQueryable<Person> On(GulouDb db) =>
        db
            .People.AsNoTracking()
            .Where(p => p.Cell == Cell && p.To == null && Households.Contains(p.HouseholdId!.Value))
            .OrderBy(p => p.Id);

    public bool Equals(MembersOfMany? other) =>
        other is not null && Cell == other.Cell && Households.SequenceEqual(other.Households);

    public override int GetHashCode() => HashCode.Combine(Cell, Households.Count);
}
