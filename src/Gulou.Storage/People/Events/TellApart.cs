using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.People;

public enum TellApartOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    SamePerson,
}

/// <summary>Says that two people who look alike are two; nobody is asked about them again.</summary>
public sealed record TellApart : Command<TellApartOutcome>
{
    public required long PersonId { get; init; }
    public required long OtherId { get; init; }

    public override string Verb => "people.tell-apart";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        w.One<Person>(Cell, PersonId);
        w.One<Person>(Cell, OtherId);
        w.All(Known);
    }

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override TellApartOutcome Decide(World w)
    {
        if (w.One<Person>(Cell, OtherId) is not { } other || !w.May(Capability, other.AsTarget()))
            return TellApartOutcome.NotAllowed;
        if (PersonId == OtherId)
            return TellApartOutcome.SamePerson;
        if (w.All(Known).Count == 0)
            w.Add(
                new DifferentPeople
                {
                    Cell = Cell,
                    PersonId = Math.Min(PersonId, OtherId),
                    OtherId = Math.Max(PersonId, OtherId),
                }
            );
        w.Subject = PersonId;
        return TellApartOutcome.Done;
    }

    private ToldApart Known => new(Cell, Math.Min(PersonId, OtherId), Math.Max(PersonId, OtherId));
}

/// <summary>Whether a pair is known to be two people.</summary>
public sealed record ToldApart(int Cell, long PersonId, long OtherId) : Query<DifferentPeople>
{
    public override IQueryable<DifferentPeople> On(GulouDb db) =>
        db.DifferentPeople.Where(d => d.Cell == Cell && d.PersonId == PersonId && d.OtherId == OtherId);
}
