using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>Households of one or several grids and units go to one place of the same village.</summary>
/// <param name="To">The grid or unit.</param>
/// <param name="Households">Which.</param>
public sealed record GridMove(long To, IReadOnlyList<long> Households);

/// <summary>
/// Draws a village's grids anew (网格调整): households go to other grids and units, and those left empty may be closed,
/// all in one transaction. Nothing leaves the village.
/// </summary>
public sealed record RedrawGrids : Command<RedrawOutcome>
{
    public required long VillageId { get; init; }
    public required IReadOnlyList<GridMove> Moves { get; init; }

    /// <summary>Grids and units that must be empty afterwards and are closed.</summary>
    public IReadOnlyList<long> Close { get; init; } = [];
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.redraw-grids";

    public override string Capability => PlacesCapabilities.Grids;

    public override bool RedrawsMap => true;

    public override void Needs(World w)
    {
        if (w.PlaceOf(Cell, VillageId) is not { } village)
            return;
        w.All(new GridsIn(village.Key));
        w.All(new HouseholdsIn(Cell, village.Key));
        w.All(Movers);
    }

    private MembersOfMany Movers => new(Cell, [.. Moves.SelectMany(m => m.Households).Distinct()]);

    public override Target? Target(World w) => w.PlaceOf(Cell, VillageId) is { } place ? new Target(place.Key) : null;

    public override RedrawOutcome Decide(World w)
    {
        var village = w.PlaceOf(Cell, VillageId)!;
        if (village.To is not null)
            return RedrawOutcome.NotStanding;
        if (On > w.Today)
            return RedrawOutcome.DateInFuture;
        if (Document.Trim().Length > Redraws.LongestDocument)
            return RedrawOutcome.DocumentMissing;
        if (village.Level != PlaceLevel.Village)
            return RedrawOutcome.WrongLevel;
        if (Moves.All(m => m.Households.Count == 0) && Close.Count == 0)
            return RedrawOutcome.Unchanged;
        var grids = w.All(new GridsIn(village.Key)).Where(g => g.To is null).ToDictionary(g => g.Id);
        var homes = w.All(new HouseholdsIn(Cell, village.Key)).ToDictionary(h => h.Id);
        if (Moves.Any(m => !grids.ContainsKey(m.To)) || Close.Any(id => !grids.ContainsKey(id)))
            return RedrawOutcome.OtherNotStanding;
        if (Moves.Any(m => grids[m.To].Kind == PlaceKind.Dedicated))
            return RedrawOutcome.WrongLevel;
        var moved = Moves.SelectMany(m => m.Households).ToList();
        if (moved.Any(id => !homes.ContainsKey(id)) || moved.Distinct().Count() != moved.Count)
            return RedrawOutcome.NotFromThere;
        var redrawing = new Redrawing(w, On, Document.Trim());
        var members = w.All(Movers).ToLookup(p => p.HouseholdId!.Value);
        var since = moved
            .SelectMany(id => members[id].Select(p => p.From).Append(homes[id].From))
            .DefaultIfEmpty(On)
            .Max();
        if (On < since)
            return w.Refuse(RedrawOutcome.BeforeLastChange, since);
        foreach (var move in Moves)
            PlaceHouseholds.Move(w, move.Households.Select(id => homes[id]), members, grids[move.To], On);
        var closed = Close.Distinct().Select(id => grids[id]).OrderByDescending(g => g.Key.Depth).ToList();
        foreach (var grid in closed)
        {
            if (On < grid.Since)
                return w.Refuse(RedrawOutcome.BeforeLastChange, grid.Since);
            if (grids.Values.Any(g => g.Key != grid.Key && grid.Key.Range.Contains(g.Key) && !closed.Contains(g)))
                return RedrawOutcome.StillHasPlaces;
            if (homes.Values.Any(home => grid.Key.Range.Contains(home.Scope)))
                return RedrawOutcome.StillHasHouseholds;
            redrawing.Abolish(grid);
        }
        redrawing.Tell(village, PlaceEventKind.Redrawn, "", $"{moved.Count}");
        w.Subject = VillageId;
        return RedrawOutcome.Done;
    }
}

/// <summary>The households of a place.</summary>
public sealed record HouseholdsIn(int Cell, PlaceKey Place) : Query<Household>
{
    public override IQueryable<Household> On(GulouDb db) =>
        db.Households.AsNoTracking().Where(h => h.Cell == Cell && h.To == null).Within(Place.Range, h => h.Scope);
}
