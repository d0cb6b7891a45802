using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum PlaceHouseholdOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    HouseholdGone,

    /// <summary>Households sit in villages, in grids that have households, and in units.</summary>
    PlaceUnfit,

    /// <summary>Into another village people move; a household is not carried there.</summary>
    OtherVillage,
    DayInFuture,

    /// <summary>Args: since when the household, or a member, is here.</summary>
    BeforeRegistered,
    NothingChanged,
}

/// <summary>Puts a household into a grid or unit of its village, or gives it another door.</summary>
public sealed record PlaceHousehold : Command<PlaceHouseholdOutcome>
{
    public required long HouseholdId { get; init; }
    public required long PlaceId { get; init; }
    public string Door { get; init; } = "";
    public required DateOnly On { get; init; }

    public override string Verb => "people.place-household";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        w.WithMembers(Cell, HouseholdId);
        w.All(new AccountsOf(Cell, HouseholdId));
        w.PlaceOf(Cell, PlaceId);
    }

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override PlaceHouseholdOutcome Decide(World w)
    {
        var household = w.One<Household>(Cell, HouseholdId)!;
        if (household.To is not null)
            return PlaceHouseholdOutcome.HouseholdGone;
        var place = w.PlaceOf(Cell, PlaceId);
        if (!place.TakesHouseholds())
            return PlaceHouseholdOutcome.PlaceUnfit;
        if (place!.Key.At(PlaceLevel.Village) != household.Scope.At(PlaceLevel.Village))
            return PlaceHouseholdOutcome.OtherVillage;
        if (On > w.Today)
            return PlaceHouseholdOutcome.DayInFuture;
        var members = w.All(new MembersOf(Cell, HouseholdId));
        var since = members.Select(p => p.From).Append(household.From).Max();
        if (place.Id != household.PlaceId && On < since)
            return w.Refuse(PlaceHouseholdOutcome.BeforeRegistered, since);
        if (place.Id == household.PlaceId && Door.Trim() == household.Door)
            return PlaceHouseholdOutcome.NothingChanged;
        Move(w, household, members, place);
        w.Subject = household.Id;
        return PlaceHouseholdOutcome.Done;
    }

    private void Move(World w, Household household, IReadOnlyList<Person> members, Place place)
    {
        var recording = Recording.Begin(w, ActKind.Placed, On, place);
        recording.Keep(household);
        recording.Happened(household, HouseholdEventKind.PlacedOut, -1);
        (household.PlaceId, household.Scope, household.Door) = (place.Id, place.Key, Door.Trim());
        recording.Happened(household, HouseholdEventKind.PlacedIn, 1);
        foreach (var account in w.All(new AccountsOf(Cell, HouseholdId)))
            account.Scope = place.Key;
        foreach (var member in members)
        {
            recording.Keep(member);
            recording.Happened(member, PersonEventKind.WithinOut, -1);
            (member.PlaceId, member.Scope) = (place.Id, place.Key);
            recording.Happened(member, PersonEventKind.WithinIn, 1);
        }
    }
}
