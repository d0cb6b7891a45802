using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Gulou.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Gulou.BrowserTests;

/// <summary>
/// A site whose first village has a ten-household unit; its shop stands open, and each test puts its own goods on the
/// shelf and brings its own households.
/// </summary>
public sealed class ShopSite : IAsyncLifetime
{
    private Site site = null!;
    private long unit;
    private int serial;

    public Site Site => site;

    public long Id { get; private set; }

    public string Url => $"{site.Address}/shop/{site.Cell}/{Id}";

    public async ValueTask InitializeAsync()
    {
        site = await Site.StartAsync();
        await using var db = site.Tower.Read();
        Id = (await db.Set<PointsShop>().SingleAsync(s => s.PlaceId == site.Village.Id)).Id;
        var hamlet = await db.Grids.SingleAsync();
        unit = await DoAsync(
            new AddGrid
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                ParentId = hamlet.Id,
                Name = "十联户 07",
            }
        );
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    /// <summary>A number never given before, for names and phones of this run.</summary>
    public int Next() => Interlocked.Increment(ref serial);

    /// <summary>A good of the test's own; points are whole here.</summary>
    public async Task<Good> AddGoodAsync(string name, int points, int pieces)
    {
        var good = await SetAsync($"{name}{Next()}", points);
        if (pieces > 0)
        {
            await DoAsync(
                new ReceiveStock
                {
                    Id = Site.NewId(),
                    Cell = site.Cell,
                    ShopId = Id,
                    GoodId = good.Id,
                    Supplier = "县供销社",
                    Source = FundSource.Collective,
                    Quantity = pieces,
                    UnitCost = 100,
                    ArrivedOn = site.Today,
                }
            );
        }
        return good;
    }

    public async Task<Good> SetAsync(string name, int points, long? good = null, bool withdrawn = false)
    {
        var id = await DoAsync(
            new SetGood
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                ShopId = Id,
                GoodId = good,
                Name = name,
                Measure = "袋",
                Price = points * 100,
                Withdrawn = withdrawn,
            }
        );
        await using var db = site.Tower.Read();
        return await db.Set<Good>().SingleAsync(g => g.Cell == site.Cell && g.Id == id);
    }

    /// <summary>A household of two in the ten-household unit, with whole points.</summary>
    public async Task<Household> AddHouseholdAsync(string head, int points, MobilePhone? phone = null)
    {
        var id = await DoAsync(
            new RegisterHouseholds
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                PlaceId = unit,
                Households =
                [
                    new NewHousehold
                    {
                        PlaceId = unit,
                        Door = $"{200 + Next()}",
                        Members =
                        [
                            new NewMember
                            {
                                Name = head,
                                Relation = Relation.Head,
                                Phone = phone,
                            },
                            new NewMember { Name = "吴小龙", Relation = Relation.Child },
                        ],
                    },
                ],
            }
        );
        await DoAsync(
            new GivePoints
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                HouseholdId = id,
                VillageId = site.Village.Id,
                Points = points * 100,
            }
        );
        await using var db = site.Tower.Read();
        return await db.Households.SingleAsync(h => h.Cell == site.Cell && h.Id == id);
    }

    /// <summary>The counter with a household chosen and one good in the basket.</summary>
    public string Counter(Household household, Good good, int pieces = 1) =>
        $"{Url}?household={household.Id}&n{good.Id}={pieces}";

    public async Task<int> ReceiptsOfAsync(Household household)
    {
        await using var db = site.Tower.Read();
        return await db.Set<Redemption>().CountAsync(r => r.Cell == site.Cell && r.HouseholdId == household.Id);
    }

    /// <summary>The basket's form as the browser would send it, ready to be sent.</summary>
    public static async Task<Func<Task<(int Status, string Body)>>> FormAsync(IPage page)
    {
        const string fields =
            "() => [...new FormData(document.querySelector('#basket form'))].map(([name, value]) => [name, value])";
        var values = await page.EvaluateAsync<string[][]>(fields);
        var cookies = await page.Context.CookiesAsync();
        var header = string.Join("; ", cookies.Select(c => $"{c.Name}={c.Value}"));
        var url = page.Url;
        return async () =>
        {
            using var handler = new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false };
            using var client = new HttpClient(handler);
            using var request = new HttpRequestMessage(HttpMethod.Post, url)
            {
                Content = new FormUrlEncodedContent(values.Select(v => KeyValuePair.Create(v[0], v[1]))),
            };
            request.Headers.Add("Cookie", header);
            using var response = await client.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            return ((int)response.StatusCode, response.Headers.Location?.ToString() ?? body);
        };
    }

    private Task<long> DoAsync<TOutcome>(Command<TOutcome> command)
        where TOutcome : struct, Enum => site.DoAsync(Actor.System, command);
}
