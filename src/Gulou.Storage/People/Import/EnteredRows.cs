using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People.Import;

/// <summary>
/// The rows that a part of a plan becomes. Each household is an act of its own, so that it can be undone by itself.
/// </summary>
internal sealed class EnteredRows(World w, PeopleImport import)
{
    private readonly List<Act> acts = [];
    private readonly List<Household> households = [];
    private readonly List<HouseholdEvent> founded = [];
    private readonly List<PersonEvent> entered = [];
    private readonly List<Identity> identities = [];

    public List<Person> People { get; } = [];

    /// <summary>Rows that were left out, as text.</summary>
    public List<string> Late { get; } = [];

    public void Enter(PlannedHousehold planned, HashSet<long> late)
    {
        var fresh = planned.People.Where(p => !p.IsUpdate).ToList();
        // A new household without its head is no household.
        var headless = planned.IsNew && fresh.Exists(p => p.Relation == Relation.Head && late.Contains(p.Id));
        Late.AddRange(fresh.Where(p => headless || late.Contains(p.Id)).Select(p => $"{p.Row}"));
        fresh.RemoveAll(p => headless || late.Contains(p.Id));
        if (fresh.Count > 0)
            Enter(planned, fresh);
        foreach (var person in planned.People.Where(p => p.IsUpdate))
            Correct(person, late);
    }

    public void AddTo(World world, bool withIdentities)
    {
        world.AddAll(acts);
        world.AddAll(households);
        world.AddAll(founded);
        world.AddAll(People);
        world.AddAll(entered);
        if (withIdentities)
            world.AddAll(identities);
    }

    private void Enter(PlannedHousehold planned, List<PlannedPerson> fresh)
    {
        var there = planned.IsNew ? null : w.One<Household>(import.Cell, planned.Id);
        if (there is { To: null })
        {
            var recording = Recording.Begin(w, ActKind.Registered, w.Today, there);
            recording.Keep(there);
            Enter(fresh, there, recording.Act.Id);
            return;
        }
        // One that was closed meanwhile is not opened again: its people get a household of their own.
        var id = planned.IsNew ? planned.Id : w.NewId();
        var household = new Household
        {
            Cell = import.Cell,
            Id = id,
            PlaceId = planned.PlaceId,
            Scope = planned.Scope,
            Door = planned.Door,
            CardToken = planned.IsNew ? planned.CardToken : CardToken.For(w, id),
            From = w.Today,
        };
        households.Add(household);
        var act = ActAt(household);
        acts.Add(act);
        var happened = new HouseholdEvent
        {
            Cell = import.Cell,
            Id = w.NewId(),
            Act = act.Id,
            HouseholdId = id,
            Kind = HouseholdEventKind.Registered,
            On = w.Today,
            RecordedAt = w.Now,
            Change = 1,
            PlaceId = household.PlaceId,
            Scope = household.Scope,
        };
        founded.Add(happened);
        w.Counts.Add(happened);
        Enter(fresh, household, act.Id);
    }

    private Act ActAt(Household household) =>
        new()
        {
            Cell = import.Cell,
            Id = w.NewId(),
            Kind = ActKind.Registered,
            On = w.Today,
            RecordedAt = w.Now,
            RecordedBy = import.PersonId,
            PlaceId = household.PlaceId,
            Scope = household.Scope,
        };

    private void Enter(List<PlannedPerson> fresh, Household household, long act)
    {
        household.Members += fresh.Count;
        foreach (var planned in fresh)
        {
            var person = PersonOf(planned, household);
            People.Add(person);
            if (planned.Relation == Relation.Head)
                (household.HeadId, household.HeadName) = (person.Id, person.Name);
            if (planned.IdHash is not null)
                identities.Add(PlannedIds.IdentityOf(planned, import.Cell));
            var happened = new PersonEvent
            {
                Cell = person.Cell,
                Id = w.NewId(),
                Act = act,
                PersonId = person.Id,
                HouseholdId = person.HouseholdId,
                Kind = PersonEventKind.Registered,
                On = w.Today,
                RecordedAt = w.Now,
                Change = 1,
                PlaceId = person.PlaceId,
                Scope = person.Scope,
            };
            entered.Add(happened);
            w.Counts.Add(happened);
        }
    }

    private Person PersonOf(PlannedPerson planned, Household household) =>
        new()
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

    /// <summary>
    /// What the list says and the register does not, or says otherwise; an empty cell erases nothing.
    /// </summary>
    private void Correct(PlannedPerson planned, HashSet<long> late)
    {
        if (late.Contains(planned.Id) || w.One<Person>(import.Cell, planned.Id) is not { To: null } person)
        {
            Late.Add($"{planned.Row}");
            return;
        }
        var recording = Recording.Begin(w, ActKind.Corrected, w.Today, person);
        recording.Keep(person);
        var fields = PersonFields.None;
        if (person.Relation != planned.Relation)
            (person.Relation, fields) = (planned.Relation, fields | PersonFields.Relation);
        if (planned.Ethnicity.Length > 0 && planned.Ethnicity != person.Ethnicity)
            (person.Ethnicity, fields) = (planned.Ethnicity, fields | PersonFields.Ethnicity);
        if (person.Birthday is null && planned.Birthday is not null)
            (person.Birthday, fields) = (planned.Birthday, fields | PersonFields.Birthday);
        if (person.IsMale is null && planned.IsMale is not null)
            (person.IsMale, fields) = (planned.IsMale, fields | PersonFields.Sex);
        if (planned.PhoneHash is not null && !planned.PhoneHash.AsSpan().SequenceEqual(person.PhoneHash))
        {
            (person.PhoneCipher, person.PhoneHash, person.PhoneTail) = (
                planned.PhoneCipher,
                planned.PhoneHash,
                planned.PhoneTail
            );
            fields |= PersonFields.Phone;
        }
        if (planned.IdHash is not null && person.IdHash is null)
        {
            (person.IdCipher, person.IdHash) = (planned.IdCipher, planned.IdHash);
            identities.Add(PlannedIds.IdentityOf(planned, import.Cell));
            fields |= PersonFields.CitizenId;
        }
        recording.Happened(person, PersonEventKind.Corrected, 0, fields);
    }
}
