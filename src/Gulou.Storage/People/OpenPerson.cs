using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum OpenPersonOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Writes down that someone looks at a person; only then is he or she shown.</summary>
public sealed record OpenPerson : Command<OpenPersonOutcome>
{
    public required long PersonId { get; init; }

    public override string Verb => "people.open-person";

    public override string Capability => PeopleCapabilities.See;

    public override void Needs(World w) => w.One<Person>(Cell, PersonId);

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override OpenPersonOutcome Decide(World w)
    {
        w.Subject = PersonId;
        return OpenPersonOutcome.Done;
    }
}
