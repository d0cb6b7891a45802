using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum JoinHouseholdsOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    HouseholdGone,
    OtherGone,
    SameHousehold,
    DayInFuture,

    /// <summary>Args: since when a member, or the household, is registered.</summary>
    BeforeRegistered,

    /// <summary>Points of the household that ends wait for a notice; when it is over they can be handed over.</summary>
    [MayRetry]
    HoldsOpen,
}

/// <summary>
/// Joins a household into another one of the county: members and all balances go there, and it ends.
/// </summary>
public sealed record JoinHouseholds : Command<JoinHouseholdsOutcome>
{
    /// <summary>The household that ends.</summary>
    public required long HouseholdId { get; init; }

    /// <summary>The household that goes on.</summary>
    public required long IntoId { get; init; }

    public required DateOnly On { get; init; }

    public override string Verb => "people.join-households";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        // In the order of their keys, so that two who join the same pair cannot wait for each other.
        foreach (var id in new[] { HouseholdId, IntoId }.Order())
            w.WithMembers(Cell, id);
        w.NeedAccounts(Cell, HouseholdId);
        foreach (var account in w.Owned(Cell, HouseholdId))
            w.Lots(account.Key.Lots with { Owner = IntoId });
    }

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override JoinHouseholdsOutcome Decide(World w)
    {
        var into = w.One<Household>(Cell, IntoId);
        if (into is not null && !w.May(Capability, new Target(into.Scope, into.Id)))
            return JoinHouseholdsOutcome.NotAllowed;
        var household = w.One<Household>(Cell, HouseholdId)!;
        if (household.To is not null)
            return JoinHouseholdsOutcome.HouseholdGone;
        if (into is not { To: null })
            return JoinHouseholdsOutcome.OtherGone;
        if (HouseholdId == IntoId)
            return JoinHouseholdsOutcome.SameHousehold;
        if (On > w.Today)
            return JoinHouseholdsOutcome.DayInFuture;
        var members = w.All(new MembersOf(Cell, HouseholdId));
        var since = members.Select(p => p.From).Append(household.From).Max();
        if (On < since)
            return w.Refuse(JoinHouseholdsOutcome.BeforeRegistered, since);
        var owned = w.Owned(Cell, HouseholdId);
        if (owned.Any(a => a.HeldIn != 0 || a.HeldOut != 0))
            return JoinHouseholdsOutcome.HoldsOpen;
        var recording = Recording.Begin(w, ActKind.Joined, On, into);
        recording.HandOver(
            w,
            [.. owned.Where(a => a.Balance != 0).Select(a => new Leg(a.Id, a.Unit, -a.Balance))],
            into,
            "people.join"
        );
        foreach (var member in members)
            recording.Transfer(member, household, into, Relation.Other);
        recording.End(household, HouseholdEventKind.Joined);
        household.SuccessorId = into.Id;
        w.Subject = into.Id;
        return JoinHouseholdsOutcome.Done;
    }
}
