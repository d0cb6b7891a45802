using System.Globalization;
using Gulou.App.Demo;
using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Audit;
using Gulou.Storage.Ledger;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Web.Visits;

/// <summary>Fills the frame of each page for its reader: name, post, and the menu the reader's posts open.</summary>
internal sealed class Frame(RequestDelegate next)
{
    /// <summary>The office's menu: each entry with the capabilities of which one opens it.</summary>
    private static readonly (NavItem Item, string[] Any)[] Menu =
    [
        (new("nav.claims", "/claims", "edit", "nav.governance"), [PointsCapabilities.See]),
        (new("nav.notices", "/notices", "notice", "nav.governance"), [PointsCapabilities.See]),
        (new("nav.rules", "/rules", "paper", "nav.governance"), [PointsCapabilities.See]),
        (new("nav.shop", "/shop", "shop", "nav.governance"), [ShopCapabilities.See]),
        (new("nav.ledger", "/ledger", "book", "nav.governance"), [LedgerCapabilities.See]),
        (new("nav.households", "/households", "people", "nav.base"), [PeopleCapabilities.See]),
        (
            new("nav.lists", "/people/import", "download", "nav.base"),
            [PeopleCapabilities.Import, PeopleCapabilities.Export]
        ),
        (new("nav.population", "/population", "chart", "nav.base"), [PeopleCapabilities.Count]),
        (new("nav.places", "/places", "map", "nav.base"), [PlacesCapabilities.See]),
        (new("nav.posts", "/posts", "flag", "nav.base"), [PostsCapabilities.See]),
        (new("nav.audit", "/audit", "clock", "nav.base"), [AuditCapabilities.See]),
        (new("nav.keys", "/keys", "flag", "nav.base"), [LedgerCapabilities.Post]),
    ];

    public async Task InvokeAsync(HttpContext context, Visitor visitor, Shell shell, Tower tower, DemoSite demo)
    {
        shell.IsDemo = demo.IsDemo;
        // The page that says why nothing can be read or written asks nothing of the database.
        if (context.Features.Get<TroublePages>() is not null)
        {
            await next(context);
            return;
        }
        await visitor.LoadAsync();
        if (visitor.IsSignedIn)
        {
            await NameFamilyAsync(visitor, shell, tower);
            shell.UserName = visitor.Name;
            shell.PostName = PostName(visitor, tower);
            shell.Nav =
            [
                new NavItem("shell.home", "/", "home"),
                .. Menu.Where(m => m.Any.Any(c => visitor.Scopes(c).Count > 0)).Select(m => m.Item),
            ];
            shell.Tabs =
            [
                new("shell.home", "/my", "home"),
                new("nav.goods", "/my/goods", "shop"),
                new("shell.notices", "/notices", "notice"),
                new("shell.mine", "/my/self", "person"),
            ];
        }
        await next(context);
    }

    /// <summary>The head of the village pages: the village and whose family reads.</summary>
    private static async Task NameFamilyAsync(Visitor visitor, Shell shell, Tower tower)
    {
        if (visitor.Actor is not { HouseholdPlace: { } home, HouseholdId: { } household } actor)
            return;
        await using var db = tower.Read();
        var village = home.At(PlaceLevel.Village);
        shell.VillageName = await db
            .Divisions.Where(d => d.Key == village)
            .Select(d => d.ShortName)
            .FirstOrDefaultAsync();
        var head = await db
            .Households.Where(h => h.Cell == actor.Cell && h.Id == household)
            .Select(h => h.HeadName)
            .FirstOrDefaultAsync();
        shell.FamilyName = head is null ? null : PersonName.Surname(head);
    }

    private static string? PostName(Visitor visitor, Tower tower)
    {
        var posts = visitor
            .Actor.Appointments.Where(a => a.InForce(tower.Now.Day))
            .Select(a => tower.Definitions.Posts.NameOf(a.Post))
            .Distinct();
        return string.Join(" · ", posts);
    }
}
