using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People.Import;

/// <summary>What the register holds that concerns some households of a list, loaded at once.</summary>
internal sealed class KnownPeople
{
    // SQLite finds each value of a statement by walking through all of them.
    private const int Lot = 250;

    private readonly Dictionary<string, Person> byNumber = [];
    private readonly Dictionary<long, Household> households = [];
    private readonly ILookup<long, Person> members;
    private readonly ILookup<string, Person> byName;
    private readonly ILookup<(PlaceKey Place, string Door), Household> byDoor;
    private readonly Dictionary<PlaceKey, string> villages = [];

    private KnownPeople(
        List<Person> numbered,
        List<Household> households,
        List<Person> members,
        List<Person> named,
        List<Household> doors,
        List<Place> villages
    )
    {
        foreach (var person in numbered)
            byNumber[Key(person.IdHash!)] = person;
        foreach (var household in households.Concat(doors))
            this.households[household.Id] = household;
        this.members = members.DistinctBy(p => p.Id).ToLookup(p => p.HouseholdId ?? 0);
        byName = named.ToLookup(p => p.Name);
        byDoor = doors.ToLookup(h => (h.Scope, h.Door));
        foreach (var village in villages)
            this.villages[village.Key] = village.ShortName;
    }

    public static string Key(byte[] hash) => Convert.ToHexString(hash, 0, 16);

    public static async Task<KnownPeople> LoadAsync(
        GulouDb db,
        int cell,
        IReadOnlyList<ListedHousehold> listed,
        IReadOnlyCollection<byte[]> numbers,
        CancellationToken cancellation
    )
    {
        var numbered = await NumberedAsync(db, cell, numbers, cancellation);
        // Only people without a number are looked for by household and name.
        var unsure = listed.Where(h => h.Rows.Exists(row => row.CitizenId is null && row.Name.Length > 0)).ToList();
        var doors = await ByDoorAsync(db, unsure, cancellation);
        var ids = numbered
            .Where(p => p.Cell == cell && p.To is null)
            .Select(p => p.HouseholdId ?? 0)
            .Concat(doors.Select(h => h.Id))
            .Concat(listed.Select(h => h.KnownId ?? 0))
            .Where(id => id != 0)
            .Distinct()
            .ToList();
        var households = new List<Household>();
        var members = new List<Person>();
        foreach (var lot in ids.Chunk(Lot))
        {
            households.AddRange(
                await db
                    .Households.Where(h => h.Cell == cell && lot.Contains(h.Id) && h.To == null)
                    .ToListAsync(cancellation)
            );
            var some = lot.Cast<long?>().ToArray();
            members.AddRange(
                await db
                    .People.Where(p => p.Cell == cell && some.Contains(p.HouseholdId) && p.To == null)
                    .ToListAsync(cancellation)
            );
        }
        var elsewhere = numbered.Select(p => p.Scope.At(PlaceLevel.Village)).Distinct().ToList();
        var villages =
            elsewhere.Count == 0 ? [] : await db.Places.Where(p => elsewhere.Contains(p.Key)).ToListAsync(cancellation);
        return new KnownPeople(
            numbered,
            households,
            members,
            await NamedAsync(db, unsure, cancellation),
            doors,
            villages
        );
    }

    /// <summary>Who bears the number, in whatever cell and whether still registered or not.</summary>
    public Person? Bearer(byte[] hash) => byNumber.GetValueOrDefault(Key(hash));

    /// <summary>A standing household of this cell.</summary>
    public Household? Household(long? id) => id is { } known ? households.GetValueOrDefault(known) : null;

    public IEnumerable<Person> Members(long household) => members[household];

    /// <summary>The one household of this door whose head bears this name.</summary>
    public Household? AtDoor(PlaceKey place, string door, string head) =>
        byDoor[(place, door)].Where(h => h.HeadName == head).Take(2).ToList() is [var one] ? one : null;

    /// <summary>People of this name registered in the village.</summary>
    public IEnumerable<Person> Named(string name, PlaceKey village) =>
        byName[name].Where(p => village.Range.Contains(p.Scope));

    public string VillageOf(Person person) => villages.GetValueOrDefault(person.Scope.At(PlaceLevel.Village), "");

    private static async Task<List<Person>> NumberedAsync(
        GulouDb db,
        int cell,
        IReadOnlyCollection<byte[]> numbers,
        CancellationToken cancellation
    )
    {
        var found = new List<Person>();
        foreach (var lot in numbers.Chunk(Lot))
        {
            var identities = await new IdentitiesIn(lot).On(db).ToListAsync(cancellation);
            foreach (var there in identities.GroupBy(i => i.Cell))
            {
                var ids = there.Select(i => i.PersonId).ToList();
                found.AddRange(
                    await db.People.Where(p => p.Cell == there.Key && ids.Contains(p.Id)).ToListAsync(cancellation)
                );
            }
            // Reserved by another import that is being entered: as good as registered elsewhere.
            var met = found.Select(p => p.Id).ToHashSet();
            found.AddRange(identities.Where(i => !met.Contains(i.PersonId)).Select(i => Reserved(i, cell)));
        }
        return found;
    }

    private static Person Reserved(Identity identity, int cell) =>
        new()
        {
            Cell = identity.Cell == cell ? -1 : identity.Cell,
            Id = identity.PersonId,
            IdHash = identity.IdHash,
            Name = "",
        };

    private static async Task<List<Household>> ByDoorAsync(
        GulouDb db,
        List<ListedHousehold> unsure,
        CancellationToken cancellation
    )
    {
        var found = new List<Household>();
        foreach (var lot in unsure.Where(h => h.Place is not null && h.Door.Length > 0).Chunk(Lot))
        {
            var scopes = lot.Select(h => h.Place!.Key).Distinct().ToList();
            var doors = lot.Select(h => h.Door).Distinct().ToList();
            found.AddRange(
                await db
                    .Households.Where(h => scopes.Contains(h.Scope) && doors.Contains(h.Door) && h.To == null)
                    .ToListAsync(cancellation)
            );
        }
        return [.. found.DistinctBy(h => h.Id)];
    }

    private static async Task<List<Person>> NamedAsync(
        GulouDb db,
        List<ListedHousehold> unsure,
        CancellationToken cancellation
    )
    {
        var found = new List<Person>();
        foreach (
            var village in unsure.Where(h => h.Place is not null).GroupBy(h => h.Place!.Key.At(PlaceLevel.Village))
        )
        {
            var rows = village.SelectMany(h => h.Rows).Where(row => row.CitizenId is null && row.Name.Length > 0);
            foreach (var names in rows.Select(row => row.Name).Distinct().Chunk(Lot))
            {
                found.AddRange(
                    await db
                        .People.Where(p => names.Contains(p.Name) && p.To == null)
                        .Within(village.Key.Range, p => p.Scope)
                        .ToListAsync(cancellation)
                );
            }
        }
        return found;
    }
}
