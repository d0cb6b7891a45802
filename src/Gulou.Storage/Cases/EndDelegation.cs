using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Cases;

public enum EndDelegationOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    OverAlready,
}

/// <summary>One is back: nobody acts for one any more.</summary>
public sealed record EndDelegation : Command<EndDelegationOutcome>
{
    public required long DelegationId { get; init; }

    public override string Verb => "cases.end-delegation";

    public override string Capability => CasesCapabilities.Delegate;

    public override void Needs(World w)
    {
        if (w.One<Delegation>(Cell, DelegationId) is { } delegation)
            w.One<Person>(Cell, delegation.PersonId);
    }

    public override Target? Target(World w) =>
        w.One<Delegation>(Cell, DelegationId) is { } delegation
        && w.One<Person>(Cell, delegation.PersonId) is { } person
            ? new Target(person.Scope, person.HouseholdId, person.Id)
            : null;

    public override EndDelegationOutcome Decide(World w)
    {
        var delegation = w.One<Delegation>(Cell, DelegationId)!;
        if (delegation.Until <= w.Today)
            return EndDelegationOutcome.OverAlready;
        delegation.Until = w.Today;
        w.Subject = DelegationId;
        return EndDelegationOutcome.Done;
    }
}
