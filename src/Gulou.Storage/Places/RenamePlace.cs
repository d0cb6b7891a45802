using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>Gives a place another name, another kind, or both (更名，村改居).</summary>
public sealed record RenamePlace : Command<RedrawOutcome>
{
    public required long PlaceId { get; init; }
    public required string Name { get; init; }
    public PlaceKind Kind { get; init; }
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.rename";

    public override string Capability => PlacesCapabilities.Edit;

    public override bool RedrawsMap => true;

    public override void Needs(World w) => w.PlaceOf(Cell, PlaceId);

    public override Target? Target(World w) => w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key) : null;

    public override RedrawOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (Redraws.Check(w, place, On, Document) is not RedrawOutcome.Done and var refusal)
            return refusal;
        var name = Name.Trim();
        if (name == place.Name && Kind == place.Kind)
            return RedrawOutcome.Unchanged;
        if (name.Length is 0 or > Redraws.LongestName)
            return w.Refuse(RedrawOutcome.NameMissing, Redraws.LongestName);
        if (Kind != place.Kind && !Redraws.IsKindOf(place.Level, Kind))
            return RedrawOutcome.KindOfOtherLevel;
        var redrawing = new Redrawing(w, On, Document.Trim());
        if (name != place.Name)
            redrawing.Rename(place, name);
        if (Kind != place.Kind)
            redrawing.Reclassify(place, Kind);
        w.Subject = PlaceId;
        return RedrawOutcome.Done;
    }
}
