using Gulou.App.Web.Kit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.Pages.Gallery;

/// <summary>A page that shows the kit with made-up data; outside development there is no such page.</summary>
[AllowAnonymous]
public abstract class Gallery : ComponentBase
{
    [Inject]
    private IHostEnvironment Host { get; set; } = default!;

    [Inject]
    private NavigationManager Address { get; set; } = default!;

    [Inject]
    protected Shell Shell { get; set; } = default!;

    [Inject]
    private Text T { get; set; } = default!;

    protected bool Shown => Host.IsDevelopment();

    protected sealed override void OnInitialized()
    {
        if (!Shown)
        {
            Address.NotFound();
            return;
        }

        Shell.IsDemo = true;
        Shell.UserName = T["gallery.person"];
        Shell.PostName = T["gallery.post"];
        Shell.VillageName = T["gallery.village"];
        Shell.FamilyName = T["gallery.family"];
        Shell.Crumbs =
        [
            new(T["gallery.province"], "/kit"),
            new(T["gallery.prefecture"], "/kit"),
            new(T["gallery.county"], "/kit"),
            new(T["gallery.township"]),
        ];
        Shell.Nav =
        [
            new("gallery.title", "/kit", "inbox", Badge: 12),
            new("shell.notices", "/kit/village", "notice"),
            new("gallery.overview", "/kit/parts", "chart"),
            new("gallery.posts", "/kit/1", "flag", "gallery.organisation"),
            new("gallery.party-members", "/kit/2", "people", "gallery.organisation"),
            new("gallery.talents", "/kit/3", "leaf", "gallery.tab-3"),
            new("gallery.books", "/kit/4", "book", "gallery.economy"),
            new("gallery.contracts", "/kit/5", "paper", "gallery.economy"),
            new("gallery.grids", "/kit/6", "grid", "gallery.governance"),
            new("gallery.points-shop", "/kit/7", "shop", "gallery.governance"),
            new("gallery.volunteering", "/kit/8", "heart", "gallery.governance"),
            new("gallery.households", "/kit/9", "home", "gallery.basis"),
            new("gallery.divisions", "/kit/10", "map", "gallery.basis"),
        ];
        Shell.Tabs = [new("shell.home", "/kit/village", "home"), .. Shell.Tabs.Skip(1)];
    }
}
