using Gulou.App.Web.Points;
using Gulou.Areas.Governance.Points;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Web.Village;

/// <summary>A villager's page: about the own household and nothing else.</summary>
public abstract class MyPage : PointsPage
{
    /// <summary>The own household; null when there is none, and then the page is refused.</summary>
    protected Household? Home { get; private set; }

    protected int HomeCell => Home!.Cell;

    protected abstract Task LoadAsync();

    protected override async Task OnInitializedAsync()
    {
        var own = Reader is { HouseholdId: { } id, HouseholdPlace: { } place } ? new Target(place, id) : null;
        if (!Demand(PointsCapabilities.See, own))
            return;
        await using var db = Tower.Read();
        Home = await db.Households.SingleAsync(h => h.Cell == Reader.Cell && h.Id == own!.Household);
        var village = Home.Scope.At(PlaceLevel.Village);
        Shell.VillageName = await db
            .Divisions.Where(d => d.Key == village && d.To == null)
            .Select(d => d.ShortName)
            .SingleOrDefaultAsync();
        // What a masked name leaves before its first star is the family name.
        Shell.FamilyName = PersonName.Mask(Home.HeadName).Split('*')[0];
        await LoadAsync();
    }
}
