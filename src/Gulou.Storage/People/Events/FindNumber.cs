using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People;

public enum FindNumberOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>
/// Writes down that someone asks whether an ID number is registered, anywhere; only then is the place told, and nothing
/// more. The answer's subject is the person, 0 for none.
/// </summary>
public sealed record FindNumber : Command<FindNumberOutcome>
{
    private IdentitiesIn? number;

    /// <summary>For which place it is asked: where the person is to be entered.</summary>
    public required long PlaceId { get; init; }

    public required CitizenId CitizenId { get; init; }

    public override string Verb => "people.find-number";

    public override string Capability => PeopleCapabilities.Record;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        w.All(Number(w.Vault));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override FindNumberOutcome Decide(World w)
    {
        w.Subject = w.All(Number(w.Vault)) is [var identity] ? identity.PersonId : 0;
        return FindNumberOutcome.Done;
    }

    private IdentitiesIn Number(Vault vault) =>
        number ??= new IdentitiesIn(vault.Hashes(Purpose.CitizenId, CitizenId.Value));
}
