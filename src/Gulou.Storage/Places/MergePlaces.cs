using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>
/// A place is taken in by another of its level and county (并入): what lies below it moves there, what lies in it
/// directly follows, and it is no more. Its records keep it as the place where they happened; posts held at it end.
/// </summary>
public sealed record MergePlaces : Command<RedrawOutcome>
{
    /// <summary>What is taken in.</summary>
    public required long PlaceId { get; init; }

    /// <summary>By which place.</summary>
    public required long IntoId { get; init; }
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.merge";

    public override string Capability => PlacesCapabilities.Edit;

    public override bool RedrawsMap => true;

    public override void Needs(World w)
    {
        foreach (var id in (long[])[PlaceId, IntoId])
        {
            if (w.PlaceOf(Cell, id) is { Level: < PlaceLevel.Unit } place)
                Redraws.NeedNumbers(w, place.Key);
        }
    }

    public override Target? Target(World w) =>
        w.PlaceOf(Cell, PlaceId) is { } place && w.PlaceOf(Cell, IntoId) is { } into
            ? new Target(Redraws.Above(place.Key, into.Key))
            : null;

    public override RedrawOutcome Decide(World w)
    {
        var (place, into) = (w.PlaceOf(Cell, PlaceId)!, w.PlaceOf(Cell, IntoId)!);
        if (place.To is not null)
            return RedrawOutcome.NotStanding;
        if (into.To is not null)
            return RedrawOutcome.OtherNotStanding;
        if (Redraws.Check(w, place, On, Document) is not RedrawOutcome.Done and var refusal)
            return refusal;
        if (place.Level <= PlaceLevel.County)
            return RedrawOutcome.OtherCounty;
        if (place.Id == into.Id || place.Level != into.Level || into.Kind == PlaceKind.Dedicated)
            return RedrawOutcome.WrongLevel;
        var redrawing = new Redrawing(w, On, Document.Trim());
        if (place.Level < PlaceLevel.Unit)
        {
            if (!Redraws.Numbers(w, place.Key, into.Key).TryAppend(place.Key, into.Key, out var offset))
                return Redraws.NumbersUsedUp(w, into.Key);
            redrawing.RehomeBelow(place, into.Key, offset);
        }
        redrawing.Absorb(place, into, into.Key);
        w.Subject = IntoId;
        return RedrawOutcome.Done;
    }
}
