using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>
/// Puts a place, with all below it, under another parent of the same county (划转). Every scope below follows; records
/// keep the place where they happened.
/// </summary>
public sealed record MovePlace : Command<RedrawOutcome>
{
    public required long PlaceId { get; init; }

    /// <summary>The new parent.</summary>
    public required long ParentId { get; init; }

    /// <summary>Whose cell the new parent is in; another than the place's is refused.</summary>
    public int ParentCell { get; init; }
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.move";

    public override string Capability => PlacesCapabilities.Edit;

    public override bool RedrawsMap => true;

    private int CellOfParent => ParentCell == 0 ? Cell : ParentCell;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, PlaceId);
        if (w.PlaceOf(CellOfParent, ParentId) is { Level: < PlaceLevel.Unit } parent)
            Redraws.NeedNumbers(w, parent.Key);
    }

    public override Target? Target(World w) =>
        w.PlaceOf(Cell, PlaceId) is { } place && w.PlaceOf(CellOfParent, ParentId) is { } parent
            ? new Target(Redraws.Above(place.Key.Parent, parent.Key))
            : null;

    public override RedrawOutcome Decide(World w)
    {
        var (place, parent) = (w.PlaceOf(Cell, PlaceId)!, w.PlaceOf(CellOfParent, ParentId)!);
        if (place.To is not null)
            return RedrawOutcome.NotStanding;
        if (parent.To is not null)
            return RedrawOutcome.OtherNotStanding;
        if (Redraws.Check(w, place, On, Document) is not RedrawOutcome.Done and var refusal)
            return refusal;
        if (place.Level > PlaceLevel.County && parent.Cell != place.Cell)
            return RedrawOutcome.OtherCounty;
        if (parent.Level != place.Level - 1 || parent.Kind == PlaceKind.Dedicated)
            return RedrawOutcome.WrongLevel;
        if (place.Key.Parent == parent.Key)
            return RedrawOutcome.Unchanged;
        if (!Redraws.Numbers(w, parent.Key).TryAllocate(parent.Key, place.Key.Number, out var key))
            return Redraws.NumbersUsedUp(w, parent.Key);
        new Redrawing(w, On, Document.Trim()).Rehome(place, key, parent);
        w.Subject = PlaceId;
        return RedrawOutcome.Done;
    }
}
