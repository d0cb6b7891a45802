using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum PrintCardsOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>
/// Writes down that someone prints the cards of a place's households, or of one of them; only then are they shown.
/// </summary>
public sealed record PrintCards : Command<PrintCardsOutcome>, IReading
{
    public required long PlaceId { get; init; }

    /// <summary>Only this household's card; null for all of the place.</summary>
    public long? HouseholdId { get; init; }

    public override string Verb => "people.print-cards";

    public override string Capability => PeopleCapabilities.Card;

    public override void Needs(World w)
    {
        if (HouseholdId is { } household)
            w.One<Household>(Cell, household);
        else
            w.PlaceOf(Cell, PlaceId);
    }

    public override Target? Target(World w)
    {
        if (HouseholdId is { } id)
            return w.One<Household>(Cell, id) is { } household ? new Target(household.Scope, household.Id) : null;
        return w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;
    }

    public override PrintCardsOutcome Decide(World w)
    {
        w.Subject = HouseholdId ?? PlaceId;
        return PrintCardsOutcome.Done;
    }
}
