using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>A place abolished stands again where it was (恢复), without a code until it is given one.</summary>
public sealed record RestorePlace : Command<RedrawOutcome>
{
    public required long PlaceId { get; init; }
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.restore";

    public override string Capability => PlacesCapabilities.Edit;

    public override bool RedrawsMap => true;

    public override void Needs(World w)
    {
        if (w.PlaceOf(Cell, PlaceId) is { } place)
            w.All(new ChildrenOf(place.Key.Parent.Parent));
    }

    public override Target? Target(World w) =>
        w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key.Parent) : null;

    public override RedrawOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (place.To is not { } ended)
            return RedrawOutcome.NotStanding;
        // Its parent may have moved on or ended meanwhile.
        var parent = place.Key.Parent;
        if (parent.Depth > 0 && !w.All(new ChildrenOf(parent.Parent)).Any(p => p.Key == parent && p.To is null))
            return RedrawOutcome.OtherNotStanding;
        if (On > w.Today)
            return RedrawOutcome.DateInFuture;
        if (On < ended)
            return w.Refuse(RedrawOutcome.BeforeLastChange, ended);
        if (Redraws.CheckDocument(place, Document) is not RedrawOutcome.Done and var refusal)
            return refusal;
        new Redrawing(w, On, Document.Trim()).Restore(place);
        w.Subject = PlaceId;
        return RedrawOutcome.Done;
    }
}
