using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.People;

namespace Gulou.Storage.Places;

/// <summary>
/// Households go with their homes to another village of the county, since its boundary is drawn anew: they stay the
/// same households, with card and balances. Work under way for them stays with the village that has it in hand.
/// </summary>
public sealed record RehomeHouseholds : Command<RedrawOutcome>
{
    /// <summary>The village, grid or unit at or below which they live.</summary>
    public required long FromId { get; init; }

    /// <summary>A village, or a grid or unit with households, in another village of the county.</summary>
    public required long ToId { get; init; }

    /// <summary>Which; all that live there when empty.</summary>
    public IReadOnlyList<long> Households { get; init; } = [];
    public required DateOnly On { get; init; }
    public required string Document { get; init; }

    public override string Verb => "places.rehome";

    public override string Capability => PlacesCapabilities.Grids;

    public override bool RedrawsMap => true;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, ToId);
        if (w.PlaceOf(Cell, FromId) is not { Level: >= PlaceLevel.Village } from)
            return;
        w.All(new HouseholdsIn(Cell, from.Key));
        w.All(Movers(w, from));
    }

    /// <summary>What holds both places: whoever has only one of them gives nothing away and takes nothing.</summary>
    public override Target? Target(World w) =>
        w.PlaceOf(Cell, FromId) is { } from && w.PlaceOf(Cell, ToId) is { } to
            ? new Target(from.Key.With(to.Key))
            : null;

    public override RedrawOutcome Decide(World w)
    {
        var (from, to) = (w.PlaceOf(Cell, FromId)!, w.PlaceOf(Cell, ToId)!);
        if (from.To is not null)
            return RedrawOutcome.NotStanding;
        if (to.To is not null)
            return RedrawOutcome.OtherNotStanding;
        if (On > w.Today)
            return RedrawOutcome.DateInFuture;
        if (Document.Trim().Length is 0 or > Redraws.LongestDocument)
            return RedrawOutcome.DocumentMissing;
        var (villageFrom, villageTo) = (from.Key.At(PlaceLevel.Village), to.Key.At(PlaceLevel.Village));
        if (from.Level < PlaceLevel.Village || !to.TakesHouseholds() || villageFrom == villageTo)
            return RedrawOutcome.WrongLevel;
        var homes = w.All(new HouseholdsIn(Cell, from.Key)).ToDictionary(h => h.Id);
        if (Households.Any(id => !homes.ContainsKey(id)))
            return RedrawOutcome.NotFromThere;
        var moved = Households.Count == 0 ? [.. homes.Values] : Households.Distinct().Select(id => homes[id]).ToList();
        if (moved.Count == 0)
            return RedrawOutcome.Unchanged;
        var members = w.All(Movers(w, from)).ToLookup(p => p.HouseholdId!.Value);
        var since = moved.SelectMany(h => members[h.Id].Select(p => p.From).Append(h.From)).Max();
        if (On < since)
            return w.Refuse(RedrawOutcome.BeforeLastChange, since);
        PlaceHouseholds.Move(w, moved, members, to, On);
        var redrawing = new Redrawing(w, On, Document.Trim());
        redrawing.Tell(from, PlaceEventKind.HouseholdsWent, "", $"{moved.Count}", to.Id);
        redrawing.Tell(to, PlaceEventKind.HouseholdsCame, "", $"{moved.Count}", from.Id);
        w.Subject = ToId;
        return RedrawOutcome.Done;
    }

    private MembersOfMany Movers(World w, Place from) =>
        new(Cell, Households.Count > 0 ? Households : [.. w.All(new HouseholdsIn(Cell, from.Key)).Select(h => h.Id)]);
}
