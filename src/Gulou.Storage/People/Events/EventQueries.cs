using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.People;

/// <summary>The registered members of a household.</summary>
public sealed record MembersOf(int Cell, long HouseholdId) : Query<Person>
{
    public override IQueryable<Person> On(GulouDb db) =>
        db.People.Where(p => p.Cell == Cell && p.HouseholdId == HouseholdId && p.To == null).OrderBy(p => p.Id);
}

/// <summary>All accounts of an owner that the database knows.</summary>
public sealed record AccountsOf(int Cell, long Owner) : Query<Account>
{
    public override IQueryable<Account> On(GulouDb db) =>
        db.Accounts.Where(a => a.Cell == Cell && a.Owner == Owner).OrderBy(a => a.Id);
}

/// <summary>Persons' events of an act.</summary>
public sealed record PersonEventsOf(int Cell, long Act) : Query<PersonEvent>
{
    public override IQueryable<PersonEvent> On(GulouDb db) =>
        db.PersonEvents.Where(e => e.Cell == Cell && e.Act == Act).OrderBy(e => e.Id);
}

/// <summary>Households' events of an act.</summary>
public sealed record HouseholdEventsOf(int Cell, long Act) : Query<HouseholdEvent>
{
    public override IQueryable<HouseholdEvent> On(GulouDb db) =>
        db.HouseholdEvents.Where(e => e.Cell == Cell && e.Act == Act).OrderBy(e => e.Id);
}

/// <summary>What an act changed, as it was before.</summary>
public sealed record VersionsOf(int Cell, long Act) : Query<RecordVersion>
{
    public override IQueryable<RecordVersion> On(GulouDb db) =>
        db.RecordVersions.Where(v => v.Cell == Cell && v.Act == Act);
}

/// <summary>Acts after another one that changed the same person or household and still stand.</summary>
public sealed record LaterActsOn(int Cell, long Act, long Subject) : Query<Act>
{
    public override IQueryable<Act> On(GulouDb db) =>
        db.Acts.Where(a =>
            a.Cell == Cell
            && a.Id > Act
            && a.UndoneBy == null
            && a.Undoes == null
            && db.RecordVersions.Any(v => v.Cell == Cell && v.Act == a.Id && v.Subject == Subject)
        );
}

internal static class EventQueries
{
    /// <summary>Whether households sit at such a place: a village, a grid with households, a unit.</summary>
    public static bool TakesHouseholds(this Place? place) =>
        place is { To: null, Level: >= PlaceLevel.Village, Kind: not PlaceKind.Dedicated };

    /// <summary>Asks for a household and, after it, for its members.</summary>
    public static Household? WithMembers(this World w, int cell, long id)
    {
        var household = w.One<Household>(cell, id);
        if (household is not null)
            w.All(new MembersOf(cell, id));
        return household;
    }

    /// <summary>Asks for a person with the household and its members.</summary>
    public static Person? WithHousehold(this World w, int cell, long id)
    {
        var person = w.One<Person>(cell, id);
        if (person?.HouseholdId is { } household)
            w.WithMembers(cell, household);
        return person;
    }

    /// <summary>The registered members but some.</summary>
    public static IReadOnlyList<Person> Without(this IEnumerable<Person> members, params IEnumerable<long> gone)
    {
        var ids = gone.ToHashSet();
        return [.. members.Where(p => !ids.Contains(p.Id))];
    }
}
