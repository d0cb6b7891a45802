using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>
/// Makes a new place beside one from a part of it (析出): the chosen places below move to it, the rest stays.
/// </summary>
public sealed record SplitPlace : Command<RedrawOutcome>
{
    /// <summary>What is split.</summary>
    public required long PlaceId { get; init; }
    public required string Name { get; init; }
    public required PlaceKind Kind { get; init; }

    /// <summary>The new place's statistics code; empty where it has none yet.</summary>
    public string Code { get; init; } = "";

    /// <summary>The places right below that go with it.</summary>
    public IReadOnlyList<long> Children { get; init; } = [];
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.split";

    public override string Capability => PlacesCapabilities.Edit;

    public override bool RedrawsMap => true;

    public override void Needs(World w)
    {
        w.All(new BearersOf(CodeScheme.Statistics, Code));
        if (w.PlaceOf(Cell, PlaceId) is not { Level: < PlaceLevel.Unit } place)
            return;
        Redraws.NeedNumbers(w, place.Key);
        Redraws.NeedNumbers(w, place.Key.Parent);
    }

    public override Target? Target(World w) =>
        w.PlaceOf(Cell, PlaceId) is { } place ? new Target(place.Key.Parent) : null;

    public override RedrawOutcome Decide(World w)
    {
        var place = w.PlaceOf(Cell, PlaceId)!;
        if (Redraws.Check(w, place, On, Document) is not RedrawOutcome.Done and var refusal)
            return refusal;
        if (place.Level is <= PlaceLevel.County or PlaceLevel.Unit)
            return RedrawOutcome.WrongLevel;
        var name = Name.Trim();
        if (name.Length is 0 or > Redraws.LongestName)
            return w.Refuse(RedrawOutcome.NameMissing, Redraws.LongestName);
        if (!Redraws.IsKindOf(place.Level, Kind))
            return RedrawOutcome.KindOfOtherLevel;
        if (
            Code.Length > 0
            && !(Code.Length == 12 && PlaceKey.TryFromCode(Code, out var code) && code.Level == place.Level)
        )
            return RedrawOutcome.BadCode;
        if (Code.Length > 0 && w.All(new BearersOf(CodeScheme.Statistics, Code)).Count > 0)
            return RedrawOutcome.CodeTaken;
        var below = w.All(new ChildrenOf(place.Key)).Where(p => p.To is null).ToDictionary(p => p.Id);
        if (Children.Any(id => !below.ContainsKey(id)))
            return RedrawOutcome.NotFromThere;
        var parent = place.Key.Parent;
        int? wanted = Code.Length > 0 ? PlaceKey.FromCode(Code).Number : null;
        if (!Redraws.Numbers(w, parent).TryAllocate(parent, wanted, out var key))
            return Redraws.NumbersUsedUp(w, parent);
        var part = Make(w, place, name, key);
        var redrawing = new Redrawing(w, On, Document.Trim());
        if (Code.Length > 0)
            redrawing.Recode(part, CodeScheme.Statistics, null, Code);
        foreach (var child in Children.Distinct().Select(id => below[id]))
            redrawing.Rehome(child, key.Child(child.Key.Number), part);
        redrawing.Tell(place, PlaceEventKind.SplitOff, "", name, part.Id);
        redrawing.Tell(part, PlaceEventKind.SplitFrom, "", place.ShortName, place.Id);
        w.Subject = part.Id;
        return RedrawOutcome.Done;
    }

    private Place Make(World w, Place place, string name, PlaceKey key)
    {
        var said = PlaceNames.Short(place.Level, name);
        Place part =
            place is Grid ? new Grid { Name = name, ShortName = said } : new Division { Name = name, ShortName = said };
        (part.Cell, part.Id, part.Key, part.Kind) = (Cell, w.NewId(), key, Kind);
        (part.Initials, part.From, part.Since) = (w.Pinyin.Initials(said), On, On);
        w.Add(part);
        return part;
    }
}
