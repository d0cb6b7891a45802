using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum CloseHouseholdOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    HouseholdGone,
    DayInFuture,

    /// <summary>Args: since when a member is registered.</summary>
    BeforeRegistered,

    /// <summary>Args: the longest, in characters.</summary>
    NoteTooLong,

    /// <summary>Points of the household wait for a notice.</summary>
    [MayRetry]
    HoldsOpen,
}

/// <summary>Records that a whole household moved away from the county: all members leave, and it ends.</summary>
public sealed record CloseHousehold : Command<CloseHouseholdOutcome>
{
    public required long HouseholdId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>Where to, in words; may be empty.</summary>
    public string To { get; init; } = "";

    public override string Verb => "people.close-household";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        w.WithMembers(Cell, HouseholdId);
        w.NeedAccounts(Cell, HouseholdId);
    }

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override CloseHouseholdOutcome Decide(World w)
    {
        var household = w.One<Household>(Cell, HouseholdId)!;
        if (household.To is not null)
            return CloseHouseholdOutcome.HouseholdGone;
        if (On > w.Today)
            return CloseHouseholdOutcome.DayInFuture;
        var members = w.All(new MembersOf(Cell, HouseholdId));
        var since = members.Select(p => p.From).Append(household.From).Max();
        if (On < since)
            return w.Refuse(CloseHouseholdOutcome.BeforeRegistered, since);
        if (To.Trim().Length > MoveOut.LongestNote)
            return w.Refuse(CloseHouseholdOutcome.NoteTooLong, MoveOut.LongestNote);
        if (w.Owned(Cell, HouseholdId).Any(a => a.HeldIn != 0 || a.HeldOut != 0))
            return CloseHouseholdOutcome.HoldsOpen;
        var recording = Recording.Begin(w, ActKind.Closed, On, household);
        recording.Act.Note = To.Trim();
        foreach (var member in members)
            recording.End(member, household, PersonEventKind.MovedOut);
        recording.End(household, HouseholdEventKind.Closed);
        w.Subject = household.Id;
        return CloseHouseholdOutcome.Done;
    }
}
