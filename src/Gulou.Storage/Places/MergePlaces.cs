using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>
/// A place is taken in by another of its level (并入): what lies below it moves there, what lies in it directly follows,
/// and it is no more. Its records keep it as the place where they happened; posts held at it end. Between counties this
/// goes by <see cref="CountyChange"/>.
/// </summary>
public sealed record MergePlaces : Command<RedrawOutcome>
{
    /// <summary>What is taken in.</summary>
    public required long PlaceId { get; init; }

    /// <summary>By which place.</summary>
    public required long IntoId { get; init; }

    /// <summary>The cell of that place; 0 for that of the first.</summary>
    public int IntoCell { get; init; }
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.merge";

    public override string Capability => PlacesCapabilities.Edit;

    public override bool RedrawsMap => true;

    private int CellOfInto => IntoCell == 0 ? Cell : IntoCell;

    public override void Needs(World w)
    {
        var (place, into) = (w.PlaceOf(Cell, PlaceId), w.PlaceOf(CellOfInto, IntoId));
        foreach (var one in (Place?[])[place, into])
        {
            if (one is { Level: < PlaceLevel.Unit })
                Redraws.NeedNumbers(w, one.Key);
        }
        if (place is { To: null, Level: >= PlaceLevel.Village } && into is not null && into.Cell != Cell)
            CountyChange.Need(w, place, into, merges: true);
    }

    public override Target? Target(World w) =>
        w.PlaceOf(Cell, PlaceId) is { } place && w.PlaceOf(CellOfInto, IntoId) is { } into
            ? new Target(Redraws.Above(place.Key, into.Key))
            : null;

    public override RedrawOutcome Decide(World w)
    {
        var (place, into) = (w.PlaceOf(Cell, PlaceId)!, w.PlaceOf(CellOfInto, IntoId)!);
        if (place.To is not null)
            return RedrawOutcome.NotStanding;
        if (into.To is not null)
            return RedrawOutcome.OtherNotStanding;
        if (Redraws.Check(w, place, On, Document) is not RedrawOutcome.Done and var refusal)
            return refusal;
        var goesToCounty = into.Cell != place.Cell;
        if (place.Level <= PlaceLevel.County || (goesToCounty && place.Level < PlaceLevel.Village))
            return RedrawOutcome.OtherCounty;
        if (place.Id == into.Id || place.Level != into.Level || into.Kind == PlaceKind.Dedicated)
            return RedrawOutcome.WrongLevel;
        var offset = 0;
        if (
            place.Level < PlaceLevel.Unit
            && !Redraws.Numbers(w, place.Key, into.Key).TryAppend(place.Key, into.Key, out offset)
        )
            return Redraws.NumbersUsedUp(w, into.Key);
        if (goesToCounty)
            return CountyChange.Merge(w, place, into, offset, On, Document.Trim());
        var redrawing = new Redrawing(w, On, Document.Trim());
        if (place.Level < PlaceLevel.Unit)
            redrawing.RehomeBelow(place, into.Key, offset);
        redrawing.Absorb(place, into, into.Key);
        w.Subject = IntoId;
        return RedrawOutcome.Done;
    }
}
