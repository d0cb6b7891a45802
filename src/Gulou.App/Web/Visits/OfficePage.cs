using System.Globalization;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Places;
using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.Visits;

/// <summary>A page of the office: it knows the names of places and posts, and says where on the map it is.</summary>
public abstract class OfficePage : GulouPage
{
    private IReadOnlyDictionary<PlaceKey, Place> places = new Dictionary<PlaceKey, Place>();

    /// <summary>What was just done, as a word that a text explains; set by the redirect after it.</summary>
    [SupplyParameterFromQuery]
    protected string? Done { get; set; }

    protected Actor Reader => Visitor.Actor;

    protected PlaceReader Map => new(Tower.Database);

    /// <summary>A place of the address; the whole map when it is none.</summary>
    protected static PlaceKey KeyOf(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && new PlaceKey(value) is { IsValid: true } key
            ? key
            : PlaceKey.Everywhere;

    protected string PostName(string key) => Tower.Definitions.Posts.NameOf(key);

    /// <summary>Learns the names of places and of all above them.</summary>
    protected async Task KnowAsync(IEnumerable<PlaceKey> keys) =>
        places = await Map.NamesAsync(keys.SelectMany(key => key.Path).Concat(places.Keys));

    protected string NameOf(PlaceKey key) => places.TryGetValue(key, out var place) ? place.ShortName : "";

    /// <summary>Names from a level down to the place itself, those that are known.</summary>
    protected string PathOf(PlaceKey key, PlaceLevel from) =>
        string.Join(" · ", key.Path.Where(k => k.Level >= from).Select(NameOf).Where(name => name.Length > 0));

    /// <summary>Shows where the page is: the places from the prefecture down, each a link.</summary>
    protected async Task ShowPlaceAsync(PlaceKey key)
    {
        await KnowAsync([key]);
        Shell.Crumbs =
        [
            .. key
                .Path.Where(k => k.Depth >= (int)PlaceLevel.Prefecture && NameOf(k).Length > 0)
                .Select(k => new Crumb(NameOf(k), k == key ? null : $"/places/{k}")),
        ];
    }

    /// <summary>Shows the one place a capability reaches; nothing when it is more than one.</summary>
    protected Task ShowScopeAsync(string capability) =>
        Visitor.Scopes(capability) is [var scope] ? ShowPlaceAsync(new PlaceKey(scope.Low)) : Task.CompletedTask;

    /// <summary>Whether the page was asked for after something was done.</summary>
    protected bool Was(string done) => Done == done;
}
