using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People.Import;

public enum ExportPeopleOutcome
{
    Done = 0,

    /// <summary>Also when numbers in full were asked for by a post that may not unmask.</summary>
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>Args: the longest reason, in characters.</summary>
    ReasonMissing,
}

/// <summary>Writes down that someone takes a list of a place's people out, and why; only then is it made.</summary>
public sealed record ExportPeople : Command<ExportPeopleOutcome>, IReading
{
    public required long PlaceId { get; init; }

    /// <summary>With ID numbers and phones in full.</summary>
    public required bool InFull { get; init; }

    public required string Reason { get; init; }

    public override string Verb => InFull ? "people.export-in-full" : "people.export";

    public override string Capability => PeopleCapabilities.Export;

    public override string? Remark => Reason.Trim();

    public override void Needs(World w) => w.PlaceOf(Cell, PlaceId);

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override ExportPeopleOutcome Decide(World w)
    {
        if (InFull && !w.Tools.Access.May(w.Actor, PeopleCapabilities.Unmask, Target(w), w.Today).Allowed)
            return ExportPeopleOutcome.NotAllowed;
        if (Reason.Trim().Length is 0 or > UnmaskPerson.LongestReason)
            return w.Refuse(ExportPeopleOutcome.ReasonMissing, UnmaskPerson.LongestReason);
        w.Subject = PlaceId;
        return ExportPeopleOutcome.Done;
    }
}
