using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>Ends a place in which nothing stands and nobody lives (撤销); else it is to be merged.</summary>
public sealed record AbolishPlace : Command<RedrawOutcome>
{
    public required long PlaceId { get; init; }
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.abolish";

    public override string Capability => PlacesCapabilities.Edit;

    public override bool RedrawsMap => true;

    public override void Needs(World w)
    {
        if (w.PlaceOf(Cell, PlaceId) is not { } place)
            return;
        if (place.Level < PlaceLevel.Unit)
            w.All(new ChildrenOf(place.Key));
        w.All(new ResidentsIn(place.Key));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override RedrawOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (Redraws.Check(w, place, On, Document) is not RedrawOutcome.Done and var refusal)
            return refusal;
        if (place.Level < PlaceLevel.Unit && w.All(new ChildrenOf(place.Key)).Any(p => p.To is null))
            return RedrawOutcome.StillHasPlaces;
        if (w.All(new ResidentsIn(place.Key)).Count > 0)
            return RedrawOutcome.StillHasHouseholds;
        new Redrawing(w, On, Document.Trim()).Abolish(place);
        w.Subject = PlaceId;
        return RedrawOutcome.Done;
    }
}
