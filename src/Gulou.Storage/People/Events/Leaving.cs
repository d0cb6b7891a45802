using Gulou.Kernel.People;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

/// <summary>One registered person who leaves the register: out of the household, which is set right.</summary>
internal sealed class Leaving(World w, Person person)
{
    private readonly Household? household = person.HouseholdId is { } id ? w.One<Household>(person.Cell, id) : null;

    /// <summary>Those who stay.</summary>
    private IReadOnlyList<Person> Staying =>
        household is null ? [] : w.All(new MembersOf(household.Cell, household.Id)).Without(person.Id);

    /// <summary>The named new head; false when nobody of that id stays.</summary>
    public bool TryName(long? id, out Person? head)
    {
        head = Staying.FirstOrDefault(p => p.Id == id);
        return id is null || head is not null;
    }

    /// <summary>Ends the registration in an act of its own; the person is the answer's subject.</summary>
    public void End(ActKind act, PersonEventKind kind, DateOnly on, Person? head, string note = "")
    {
        var recording = Recording.Begin(w, act, on, person);
        recording.Act.Note = note.Trim();
        recording.End(person, household, kind);
        if (household is not null)
            recording.Settle(household, Staying, head);
        w.Subject = person.Id;
    }
}
