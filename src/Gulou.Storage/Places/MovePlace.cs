using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>
/// Puts a place, with all below it, under another parent (划转). Within a county every scope below follows, and records
/// keep the place where they happened; into another county it goes by <see cref="CountyChange"/>.
/// </summary>
public sealed record MovePlace : Command<RedrawOutcome>
{
    public required long PlaceId { get; init; }

    /// <summary>The new parent.</summary>
    public required long ParentId { get; init; }

    /// <summary>The new parent's cell; 0 for that of the place.</summary>
    public int ParentCell { get; init; }
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.move";

    public override string Capability => PlacesCapabilities.Edit;

    public override bool RedrawsMap => true;

    private int CellOfParent => ParentCell == 0 ? Cell : ParentCell;

    public override void Needs(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId);
        if (w.PlaceOf(CellOfParent, ParentId) is not { Level: < PlaceLevel.Unit } parent)
            return;
        Redraws.NeedNumbers(w, parent.Key);
        if (place is { To: null, Level: >= PlaceLevel.Village } && parent.Cell != Cell)
            CountyChange.Need(w, place, parent, merges: false);
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
        var goesToCounty = place.Level > PlaceLevel.County && parent.Cell != place.Cell;
        if (goesToCounty && place.Level < PlaceLevel.Village)
            return RedrawOutcome.OtherCounty;
        if (parent.Level != place.Level - 1 || parent.Kind == PlaceKind.Dedicated)
            return RedrawOutcome.WrongLevel;
        if (place.Key.Parent == parent.Key)
            return RedrawOutcome.Unchanged;
        if (!Redraws.Numbers(w, parent.Key).TryAllocate(parent.Key, place.Key.Number, out var key))
            return Redraws.NumbersUsedUp(w, parent.Key);
        if (goesToCounty)
            return CountyChange.Move(w, place, parent, key, On, Document.Trim());
        new Redrawing(w, On, Document.Trim()).Rehome(place, key, parent);
        w.Subject = PlaceId;
        return RedrawOutcome.Done;
    }
}
