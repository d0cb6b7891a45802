using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum UnmaskPersonOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>Args: the longest reason, in characters.</summary>
    ReasonMissing,
}

/// <summary>
/// Writes down that someone reads a person's ID number and phone, and why; only then are they deciphered.
/// </summary>
public sealed record UnmaskPerson : Command<UnmaskPersonOutcome>, IReading
{
    public const int LongestReason = 500;

    public required long PersonId { get; init; }
    public required string Reason { get; init; }

    public override string Verb => "people.unmask";

    public override string Capability => PeopleCapabilities.Unmask;

    public override string? Remark => Reason.Trim();

    public override void Needs(World w) => w.One<Person>(Cell, PersonId);

    public override Target? Target(World w) => w.One<Person>(Cell, PersonId)?.AsTarget();

    public override UnmaskPersonOutcome Decide(World w)
    {
        if (Reason.Trim().Length is 0 or > LongestReason)
            return w.Refuse(UnmaskPersonOutcome.ReasonMissing, LongestReason);
        w.Subject = PersonId;
        return UnmaskPersonOutcome.Done;
    }
}

internal static class PersonTarget
{
    /// <summary>The person for the access rule.</summary>
    public static Target AsTarget(this Person person) => new(person.Scope, person.HouseholdId, person.Id);
}
