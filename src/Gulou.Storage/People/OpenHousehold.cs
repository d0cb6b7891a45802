using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum OpenHouseholdOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Writes down that someone looks at a household; only then is it shown.</summary>
public sealed record OpenHousehold : Command<OpenHouseholdOutcome>, IReading
{
    public required long HouseholdId { get; init; }

    public override string Verb => "people.open-household";

    public override string Capability => PeopleCapabilities.See;

    public override void Needs(World w) => w.One<Household>(Cell, HouseholdId);

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override OpenHouseholdOutcome Decide(World w)
    {
        w.Subject = HouseholdId;
        return OpenHouseholdOutcome.Done;
    }
}
