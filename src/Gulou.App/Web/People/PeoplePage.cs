using Gulou.App.Web.Visits;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage.People;
using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.People;

/// <summary>What the pages about households share.</summary>
public abstract class PeoplePage : OfficePage
{
    [Inject]
    private Text Words { get; set; } = default!;

    protected HouseholdReader Households => new(Tower.Database, Tower.Access, Tower.Vault);

    /// <summary>Hamlet · unit · door: where in the village a household lives, as far as it is known.</summary>
    protected string WhereOf(PlaceKey scope, string door)
    {
        var places = scope.Depth > (int)PlaceLevel.Village ? PathOf(scope, PlaceLevel.Grid) : "";
        var parts = new[] { places, door.Length == 0 ? "" : Words["people.door", door] };
        return string.Join(" · ", parts.Where(part => part.Length > 0));
    }

    /// <summary>Places of a village that take households, for a choice.</summary>
    protected async Task<IReadOnlyList<(string Value, string Text)>> PlacesOfAsync(PlaceKey village)
    {
        var places = new List<(string, string)> { ($"{village}", Words["people.unit-unknown"]) };
        foreach (var grid in (await Map.ChildrenAsync(village)).Where(g => g.Place.Kind != PlaceKind.Dedicated))
        {
            places.Add(($"{grid.Place.Key}", Words["people.grid-only", grid.Place.ShortName]));
            foreach (var unit in await Map.ChildrenAsync(grid.Place.Key))
                places.Add(($"{unit.Place.Key}", $"{grid.Place.ShortName} · {unit.Place.ShortName}"));
        }
        return places;
    }

    /// <summary>The address that a household's card carries; it finds the household and signs nobody in.</summary>
    protected string CardAddress(Household household) =>
        $"{Context.Request.Scheme}://{Context.Request.Host}/h/{household.Cell}.{household.CardToken}";
}
