using Gulou.Kernel.Places;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People.Import;

/// <summary>
/// Finds a row's place by names, from the place the list was handed in for downwards; an empty cell means "as above".
/// </summary>
internal sealed class PlaceFinder
{
    private readonly Place top;
    private readonly Dictionary<(PlaceKey Parent, string Name), Place> byName = [];
    private readonly HashSet<(PlaceKey Parent, string Name)> twice = [];
    private (string Village, string Grid, string Unit) last = ("", "", "");

    private PlaceFinder(Place top, IEnumerable<Place> below)
    {
        this.top = top;
        foreach (var place in below)
        {
            var parent = place.Key.At((PlaceLevel)(place.Key.Depth - 1));
            // Villages and units are named without what lies between, too.
            var wide =
                place.Level == PlaceLevel.Village ? top.Key
                : place.Level == PlaceLevel.Unit ? place.Key.At(PlaceLevel.Village)
                : parent;
            foreach (var name in new[] { place.Name, place.ShortName }.Select(ListWords.Bare).Distinct())
            {
                Add(parent, name, place);
                if (wide != parent)
                    Add(wide, name, place);
            }
        }
    }

    public static async Task<PlaceFinder> LoadAsync(GulouDb db, Place top, CancellationToken cancellation) =>
        new(
            top,
            await db
                .Places.Where(p => p.To == null)
                .Within(top.Key.Range, p => p.Key)
                .Where(p => p.Key != top.Key)
                .OrderBy(p => p.Key)
                .ToListAsync(cancellation)
        );

    public void Find(ListedRow row, string village, string grid, string unit)
    {
        if (village.Length + grid.Length + unit.Length == 0)
            (village, grid, unit) = last;
        else if (village.Length == 0)
            village = last.Village;
        last = (village, grid, unit);
        var at = top;
        var good =
            Step(row, ref at, village, PlaceLevel.Village, ListField.Village)
            && Step(row, ref at, grid, PlaceLevel.Grid, ListField.Grid)
            && Step(row, ref at, unit, PlaceLevel.Unit, ListField.Unit);
        if (!good)
            return;
        if (at.Level < PlaceLevel.Village)
            row.Find(FindingKind.PlaceMissing, ListField.Village);
        else if (at.Kind == PlaceKind.Dedicated)
            row.Find(FindingKind.PlaceWithoutHouseholds, ListField.Grid);
        else
            row.Place = at;
    }

    /// <summary>One level down; a name of the level the list is for, or above, must be that place's own.</summary>
    private bool Step(ListedRow row, ref Place at, string name, PlaceLevel level, ListField column)
    {
        if (name.Length == 0)
            return true;
        var bare = ListWords.Bare(name);
        if (top.Level >= level)
        {
            if (top.Level > level || bare == ListWords.Bare(top.ShortName) || bare == ListWords.Bare(top.Name))
                return true;
        }
        else if (byName.TryGetValue((at.Key, bare), out var found) && !twice.Contains((at.Key, bare)))
        {
            at = found;
            return true;
        }
        row.Find(FindingKind.PlaceUnknown, column, name.Length > 20 ? name[..20] : name);
        return false;
    }

    private void Add(PlaceKey parent, string name, Place place)
    {
        if (!byName.TryAdd((parent, name), place) && byName[(parent, name)].Id != place.Id)
            twice.Add((parent, name));
    }
}
