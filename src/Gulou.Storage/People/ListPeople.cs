using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

public enum ListPeopleOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>
/// Writes down that someone looks at a list of a place's households or people: one record for a query, whatever it
/// finds. Only then is the list shown.
/// </summary>
public sealed record ListPeople : Command<ListPeopleOutcome>, IReading
{
    public required long PlaceId { get; init; }

    public override string Verb => "people.list";

    public override string Capability => PeopleCapabilities.See;

    public override void Needs(World w) => w.PlaceOf(Cell, PlaceId);

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override ListPeopleOutcome Decide(World w)
    {
        w.Subject = PlaceId;
        return ListPeopleOutcome.Done;
    }
}
