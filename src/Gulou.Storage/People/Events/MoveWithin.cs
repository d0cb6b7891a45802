using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

/// <summary>Someone who goes to another household, and what he or she is to its head.</summary>
public sealed record Mover(long PersonId, Relation Relation);

public enum MoveWithinOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    HouseholdGone,
    DayInFuture,
    NoMembers,
    HeadThereAlready,

    /// <summary>Not registered in a household of this county. Args of this and all below: which one, from 1.</summary>
    NotRegistered,
    ThereAlready,

    /// <summary>Args: which one; since when registered in the household.</summary>
    BeforeRegistered,
}

/// <summary>Moves people of the county into another household of it.</summary>
public sealed record MoveWithin : Command<MoveWithinOutcome>
{
    /// <summary>The household they go to.</summary>
    public required long HouseholdId { get; init; }

    public required DateOnly On { get; init; }

    public required IReadOnlyList<Mover> Movers { get; init; }

    public override string Verb => "people.move-within";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        w.One<Household>(Cell, HouseholdId);
        foreach (var mover in Movers)
            w.WithHousehold(Cell, mover.PersonId);
    }

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override MoveWithinOutcome Decide(World w)
    {
        if (Movers.Any(m => w.One<Person>(Cell, m.PersonId) is { } p && !w.May(Capability, p.AsTarget())))
            return MoveWithinOutcome.NotAllowed;
        var household = w.One<Household>(Cell, HouseholdId)!;
        if (household.To is not null)
            return MoveWithinOutcome.HouseholdGone;
        if (On > w.Today)
            return MoveWithinOutcome.DayInFuture;
        if (Movers.Count == 0)
            return MoveWithinOutcome.NoMembers;
        if (Movers.Any(m => m.Relation == Relation.Head))
            return MoveWithinOutcome.HeadThereAlready;
        for (var i = 0; i < Movers.Count; i++)
        {
            var person = w.One<Person>(Cell, Movers[i].PersonId);
            if (person is not { To: null, HouseholdId: not null })
                return w.Refuse(MoveWithinOutcome.NotRegistered, i + 1);
            if (person.HouseholdId == HouseholdId)
                return w.Refuse(MoveWithinOutcome.ThereAlready, i + 1);
            if (On < person.From)
                return w.Refuse(MoveWithinOutcome.BeforeRegistered, i + 1, person.From);
        }
        var recording = Recording.Begin(w, ActKind.MovedWithin, On, household);
        recording.Carry(w, Movers, household);
        w.Subject = household.Id;
        return MoveWithinOutcome.Done;
    }
}

internal static class Movers
{
    /// <summary>Moves them all, then sets right the households they came from.</summary>
    public static void Carry(this Recording recording, World w, IReadOnlyList<Mover> movers, Household to)
    {
        var people = movers.DistinctBy(m => m.PersonId).Select(m => (Person: w.One<Person>(to.Cell, m.PersonId)!, m));
        foreach (var group in people.ToList().GroupBy(m => m.Person.HouseholdId!.Value))
        {
            var from = w.One<Household>(to.Cell, group.Key)!;
            foreach (var (person, mover) in group)
                recording.Transfer(person, from, to, mover.Relation);
            var left = w.All(new MembersOf(to.Cell, from.Id)).Without(group.Select(m => m.Person.Id));
            recording.Settle(from, left);
        }
    }
}
