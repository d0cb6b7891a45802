using Gulou.Kernel.People;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People.Import;

/// <summary>The rows that a part of a plan becomes.</summary>
internal sealed class EnteredRows(World w, PeopleImport import)
{
    private readonly List<Household> households = [];
    private readonly List<PersonEvent> events = [];
    private readonly List<Identity> identities = [];

    public List<Person> People { get; } = [];

    /// <summary>Rows that were left out, as text.</summary>
    public List<string> Late { get; } = [];

    public void Enter(PlannedHousehold planned, HashSet<long> late)
    {
        var fresh = planned.People.Where(p => !p.IsUpdate).ToList();
        var there = planned.IsNew ? null : w.One<Household>(import.Cell, planned.Id);
        // A new household without its head is no household.
        var headless = planned.IsNew && fresh.Exists(p => p.Relation == Relation.Head && late.Contains(p.Id));
        Late.AddRange(fresh.Where(p => headless || late.Contains(p.Id)).Select(p => $"{p.Row}"));
        fresh.RemoveAll(p => headless || late.Contains(p.Id));
        if (fresh.Count > 0)
        {
            // One that was closed meanwhile is not opened again: its people get a household of their own.
            var household = there is { To: null } ? there : Open(planned);
            household.Members += fresh.Count;
            foreach (var person in fresh)
                Enter(person, household);
        }
        foreach (var person in planned.People.Where(p => p.IsUpdate))
            Correct(person, late);
    }

    public void AddTo(World world, bool withIdentities)
    {
        world.AddAll(households);
        world.AddAll(People);
        world.AddAll(events);
        if (withIdentities)
            world.AddAll(identities);
    }

    private Household Open(PlannedHousehold planned)
    {
        var household = new Household
        {
            Cell = import.Cell,
            Id = planned.IsNew ? planned.Id : w.NewId(),
            PlaceId = planned.PlaceId,
            Scope = planned.Scope,
            Door = planned.Door,
            CardToken = planned.CardToken,
            From = w.Today,
        };
        if (!planned.IsNew)
            household.CardToken = CardToken.For(w, household.Id);
        households.Add(household);
        return household;
    }

    private void Enter(PlannedPerson planned, Household household)
    {
        var person = new Person
        {
            Cell = import.Cell,
            Id = planned.Id,
            HouseholdId = household.Id,
            PlaceId = household.PlaceId,
            Scope = household.Scope,
            Name = planned.Name,
            Initials = planned.Initials,
            IsMale = planned.IsMale,
            Birthday = planned.Birthday,
            Ethnicity = planned.Ethnicity,
            Relation = planned.Relation,
            IdCipher = planned.IdCipher,
            IdHash = planned.IdHash,
            PhoneCipher = planned.PhoneCipher,
            PhoneHash = planned.PhoneHash,
            PhoneTail = planned.PhoneTail,
            From = w.Today,
        };
        People.Add(person);
        if (planned.Relation == Relation.Head)
            (household.HeadId, household.HeadName) = (person.Id, person.Name);
        if (planned.IdHash is not null)
            identities.Add(PlannedIds.IdentityOf(planned, import.Cell));
        Happened(person, PersonEventKind.Registered);
    }

    /// <summary>What the list says and the register does not, or says otherwise; an empty cell erases nothing.</summary>
    private void Correct(PlannedPerson planned, HashSet<long> late)
    {
        if (late.Contains(planned.Id) || w.One<Person>(import.Cell, planned.Id) is not { To: null } person)
        {
            Late.Add($"{planned.Row}");
            return;
        }
        person.Relation = planned.Relation;
        person.Ethnicity = planned.Ethnicity.Length > 0 ? planned.Ethnicity : person.Ethnicity;
        person.Birthday ??= planned.Birthday;
        person.IsMale ??= planned.IsMale;
        if (planned.PhoneHash is not null)
            (person.PhoneCipher, person.PhoneHash, person.PhoneTail) =
                (planned.PhoneCipher, planned.PhoneHash, planned.PhoneTail);
        if (planned.IdHash is not null && person.IdHash is null)
        {
            (person.IdCipher, person.IdHash) = (planned.IdCipher, planned.IdHash);
            identities.Add(PlannedIds.IdentityOf(planned, import.Cell));
        }
        Happened(person, PersonEventKind.Corrected);
    }

    private void Happened(Person person, PersonEventKind kind) =>
        events.Add(
            new PersonEvent
            {
                Cell = person.Cell,
                Id = w.NewId(),
                PersonId = person.Id,
                HouseholdId = person.HouseholdId,
                Kind = kind,
                On = w.Today,
                RecordedAt = w.Now,
                PlaceId = person.PlaceId,
                Scope = person.Scope,
            }
        );
}
