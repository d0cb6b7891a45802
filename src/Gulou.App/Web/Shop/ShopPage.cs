using System.Globalization;
using Gulou.App.Web.Kit;
using Gulou.App.Web.Visits;
using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Ledger;
using Gulou.Storage.People;
using Microsoft.AspNetCore.Components;

namespace Gulou.App.Web.Shop;

/// <summary>A page of one shop: the shop itself, what the reader may do in it, and its place on the map.</summary>
public abstract class ShopPage : GulouPage
{
    /// <summary>Rows of a list on one page.</summary>
    protected const int PageSize = 20;

    private IReadOnlyDictionary<PlaceKey, Place> places = new Dictionary<PlaceKey, Place>();

    [Inject]
    private Text Words { get; set; } = default!;

    [Inject]
    private Display Shown { get; set; } = default!;

    [Parameter]
    public int Cell { get; set; }

    [Parameter]
    public long Id { get; set; }

    protected PointsShop Shop { get; private set; } = default!;

    /// <summary>True when all is loaded and may be shown.</summary>
    protected bool IsReady { get; private set; }

    protected Target Here => new(Shop.Scope);

    protected bool MayRedeem => Shop.To is null && Visitor.May(ShopCapabilities.Redeem, Here);

    protected bool MayStock => Visitor.May(ShopCapabilities.Stock, Here);

    /// <summary>Costs, counts and accounts: for those who keep the stock and those who read the ledger.</summary>
    protected bool MayReadBooks => MayStock || Visitor.May(LedgerCapabilities.See, Here);

    /// <summary>Who got what: never for those who may only see the shop.</summary>
    protected bool MayReadReceipts => Visitor.May(PointsCapabilities.See, Here);

    protected ShopReader Shops => new(Tower.Database);

    protected StockReader StockOf => new(Tower.Database);

    protected HouseholdReader Households => new(Tower.Database, Tower.Access, Tower.Vault);

    protected string Home => $"/shop/{Cell}/{Id}";

    /// <summary>The views of the shop that the reader may open.</summary>
    protected IReadOnlyList<TabItem> Views =>
        [
            new(Words["shop.counter"], Home),
            .. MayReadReceipts ? [new TabItem(Words["shop.receipts"], Home + "/receipts")] : Array.Empty<TabItem>(),
            new(Words["shop.goods"], Home + "/goods"),
            .. MayReadBooks
                ?
                [
                    new TabItem(Words["shop.arrivals"], Home + "/arrivals"),
                    new TabItem(Words["shop.counts"], Home + "/counts"),
                    new TabItem(Words["shop.books"], Home + "/ledger"),
                ]
                : Array.Empty<TabItem>(),
        ];

    protected override async Task OnInitializedAsync()
    {
        var shop = await Shops.FindAsync(Cell, Id);
        if (!Demand(ShopCapabilities.See, shop is null ? null : new Target(shop.Scope)))
            return;
        Shop = shop!;
        await KnowPlacesAsync([Shop.Scope]);
        Shell.Crumbs =
        [
            .. Shop
                .Scope.Path.Where(k => k.Level is PlaceLevel.County or PlaceLevel.Township)
                .Select(k => new Crumb(NameOf(k), "/shop?within=" + k)),
            new Crumb(Shop.Name),
        ];
        IsReady = await LoadAsync() && !IsRefused;
    }

    /// <summary>Loads what the page shows; false when it may not be shown.</summary>
    protected abstract Task<bool> LoadAsync();

    /// <summary>Refuses the page unless it may be read.</summary>
    protected bool Allow(bool may)
    {
        if (!may)
            Demand(ShopCapabilities.See, null);
        return may;
    }

    /// <summary>Goes to another page, which shows what was done.</summary>
    protected void GoTo(string address) => Navigation.NavigateTo(address);

    protected async Task KnowPlacesAsync(IEnumerable<PlaceKey> keys) => places = await Shops.PlacesAsync(keys);

    protected string NameOf(PlaceKey key) => places.TryGetValue(key, out var place) ? place.ShortName : "";

    /// <summary>Hamlet · unit · door: where in the village a household lives, as far as it is known.</summary>
    protected string WhereOf(PlaceKey scope, string door) =>
        string.Join(
            " · ",
            scope
                .Path.Where(k => k.Level > PlaceLevel.Village)
                .Select(NameOf)
                .Append(door.Length == 0 ? "" : Words["shop.door", door])
                .Where(part => part.Length > 0)
        );

    /// <summary>The head's name as the reader may see it.</summary>
    protected string NameOf(Household household) =>
        Visitor.May(PeopleCapabilities.SeeNames, new Target(household.Scope, household.Id))
            ? household.HeadName
            : PersonName.Mask(household.HeadName);

    protected string FamilyOf(Household household) => Words["shop.family", NameOf(household)];

    /// <summary>2026-000123: the year and the shop's own number.</summary>
    protected static string NumberOf(Redemption receipt) =>
        string.Create(CultureInfo.InvariantCulture, $"{receipt.At.Day.Year}-{receipt.Receipt:D6}");

    protected string PostName(string key) => Tower.Definitions.Posts.NameOf(key);

    protected string Pieces(long count, string measure) => Words["shop.pieces", Shown.Count(count), measure];

    /// <summary>The end of an entry's id: enough to find it in the ledger of one shop.</summary>
    protected static string Short(ClientId entry) => entry.ToString()[^8..];
}
