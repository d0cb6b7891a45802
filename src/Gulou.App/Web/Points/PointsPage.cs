using System.Globalization;
using Gulou.App.Web.Visits;
using Gulou.Areas.Governance.Points;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.People;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Web.Points;

/// <summary>What the pages about points share.</summary>
public abstract class PointsPage : GulouPage
{
    /// <summary>What was just done, as a word that a text explains; set by the redirect after it.</summary>
    [SupplyParameterFromQuery]
    protected string? Done { get; set; }

    protected Actor Reader => Visitor.Actor;
    protected ClaimReader Claims => new(Tower.Database, Tower.Access);
    protected PointsReader PointsOf => new(Tower.Database);
    protected BoardReader Boards => new(Tower.Database);
    protected RuleReader Rules => new(Tower.Database);
    protected HouseholdReader Households => new(Tower.Database, Tower.Access, Tower.Vault);
    protected PointsPolicy Policy => Tower.Definitions.Get<PointsPolicy>();

    /// <summary>Whose boards the reader may read: the places of the own posts, and the own village.</summary>
    protected IReadOnlyList<PlaceRange> BoardScopes =>
        [.. Visitor.Scopes(PointsCapabilities.See), .. Visitor.Scopes(PointsCapabilities.ObjectToNotice)];

    /// <summary>A post's name in the reader's language; the general word when it is no post.</summary>
    protected string? PostName(string key) =>
        Tower.Definitions.Posts.Find(key) is null ? null : Tower.Definitions.Posts.NameOf(key);

    /// <summary>Shows where the page is: the places from the county down.</summary>
    protected async Task ShowPlaceAsync(PlaceKey place)
    {
        var path = place.Path.Where(p => p.Depth >= (int)PlaceLevel.County).ToList();
        await using var db = Tower.Read();
        var names = await db
            .Places.Where(p => path.Contains(p.Key) && p.To == null)
            .OrderBy(p => p.Key)
            .Select(p => p.ShortName)
            .ToListAsync();
        Shell.Crumbs = [.. names.Select(name => new Crumb(name))];
    }

    /// <summary>Shows the one place the reader's post covers; nothing when it is more than one.</summary>
    protected async Task ShowScopeAsync(string capability)
    {
        if (Visitor.Scopes(capability) is [var scope])
            await ShowPlaceAsync(new PlaceKey(scope.Low));
    }
}
