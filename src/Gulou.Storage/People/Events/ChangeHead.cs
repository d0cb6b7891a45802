using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum ChangeHeadOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    HouseholdGone,
    DayInFuture,
    NotMember,
    IsHeadAlready,
}

/// <summary>Makes another member the head; how the others stand to the new head follows where it can.</summary>
public sealed record ChangeHead : Command<ChangeHeadOutcome>
{
    public required long HouseholdId { get; init; }
    public required long PersonId { get; init; }
    public required DateOnly On { get; init; }

    public override string Verb => "people.change-head";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w) => w.WithMembers(Cell, HouseholdId);

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override ChangeHeadOutcome Decide(World w)
    {
        var household = w.One<Household>(Cell, HouseholdId)!;
        if (household.To is not null)
            return ChangeHeadOutcome.HouseholdGone;
        if (On > w.Today)
            return ChangeHeadOutcome.DayInFuture;
        var members = w.All(new MembersOf(Cell, HouseholdId));
        if (members.FirstOrDefault(p => p.Id == PersonId) is not { } head)
            return ChangeHeadOutcome.NotMember;
        if (household.HeadId == PersonId)
            return ChangeHeadOutcome.IsHeadAlready;
        Recording.Begin(w, ActKind.HeadChanged, On, household).MakeHead(household, members, head);
        w.Subject = household.Id;
        return ChangeHeadOutcome.Done;
    }
}
