using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gulou.App.Web.Visits;
using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Values;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.EntityFrameworkCore;

namespace Gulou.BrowserTests;

/// <summary>
/// Every address of the program, asked for by nobody, by those inside its scope and by those outside.
/// </summary>
public sealed class EndpointWalkTests
{
    /// <summary>Open to anyone: these show no record.</summary>
    private static readonly string[] ForAnyone =
    [
        "/sign-in",
        "/sign-out",
        "/status/{Code:int}",
        "/h/{Code}",
        "/health",
        "/health/ready",
        "/health/backup",
        "/seals",
        "/lang",
        "/look",
        "/openapi/{documentName}.json",
    ];

    /// <summary>For all who have signed in: they show each what is his or her own.</summary>
    private static readonly string[] ForSignedIn = ["/", "/demo/clock"];

    /// <summary>Those who serve or live elsewhere: in another township, in another village.</summary>
    private static readonly string[] Outsiders = ["township2", "stranger"];

    [Fact]
    public async Task Every_address_says_who_may_open_it()
    {
        await using var site = await Site.StartAsync();
        var open = site
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => !IsAsset(e) && !IsAllowed(e))
            .Select(e => Pattern(e))
            .Distinct();
        Assert.Empty(open);
    }

    [Fact]
    public async Task Nobody_sees_a_record_without_signing_in()
    {
        await using var site = await Site.StartAsync();
        using var nobody = HttpVisitor.Anonymous(site);
        foreach (var path in (await RecordsAsync(site)).Select(r => r.Path).Concat(Lists(site)).Distinct())
        {
            var (status, _) = await nobody.GetAsync(path);
            Assert.True(status is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{path}: {status}");
        }
    }

    [Fact]
    public async Task A_record_opens_from_inside_its_scope_and_from_nowhere_else()
    {
        await using var site = await Site.StartAsync();
        var records = await RecordsAsync(site);
        var walked = records.Select(r => r.Pattern).ToHashSet();
        Assert.DoesNotContain(Gets(site), p => p.Contains('{') && !ForAnyone.Contains(p) && !walked.Contains(p));
        var visitors = new Dictionary<string, HttpVisitor>();
        foreach (var login in records.Select(r => r.Inside).Concat(Outsiders).Append("neighbour").Distinct())
            visitors[login] = await HttpVisitor.SignInAsync(site, login);
        foreach (var record in records)
        {
            var (inside, _) = await visitors[record.Inside].GetAsync(record.Path);
            Assert.True(inside == record.Expected, $"{record.Inside} {record.Path}: {inside}");
            foreach (var login in record.IsOwn ? [.. Outsiders, "neighbour"] : Outsiders)
            {
                var (outside, _) = await visitors[login].GetAsync(record.Path);
                Assert.True(
                    outside is HttpStatusCode.Forbidden or HttpStatusCode.NotFound,
                    $"{login} {record.Path}: {outside}"
                );
            }
        }
    }

    [Theory]
    [InlineData("township2")]
    [InlineData("stranger")]
    public async Task Lists_hold_nothing_from_elsewhere(string login)
    {
        await using var site = await Site.StartAsync();
        await RecordsAsync(site);
        using var outsider = await HttpVisitor.SignInAsync(site, login);
        foreach (var path in Lists(site))
        {
            var (status, text) = await outsider.GetAsync(path);
            Assert.DoesNotContain("杨秀英", text);
            Assert.DoesNotContain("杨*英", text);
            Assert.DoesNotContain("台盘村", text);
            Assert.True(
                status is HttpStatusCode.OK or HttpStatusCode.Forbidden or HttpStatusCode.Redirect,
                $"{path}: {status}"
            );
        }
    }

    [Fact]
    public async Task Machines_are_told_why_and_hear_the_first_answer_again()
    {
        await using var site = await Site.StartAsync();
        using var grid = await HttpVisitor.SignInAsync(site, "grid");
        var claim = new
        {
            cell = site.Cell,
            household = $"{site.Households["villager"].Id}",
            rule = $"{site.Rule}",
            on = site.Today,
            points = 6_00,
            deed = "清河道志愿服务",
        };
        Assert.Equal("idempotency-key-missing", await CodeAsync(await PostAsync(grid, claim, null)));
        var key = Guid.CreateVersion7().ToString();
        var first = await PostAsync(grid, claim, key);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var again = await PostAsync(grid, claim, key);
        Assert.Equal("true", again.Headers.GetValues("Gulou-Replayed").Single());
        Assert.Equal(await TextAsync(first), await TextAsync(again));
        var other = await PostAsync(grid, claim with { points = 8_00 }, key);
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
        Assert.Equal("id-used-with-other-content", await CodeAsync(other));
        var tooMany = await PostAsync(grid, claim with { points = 99_00 }, Guid.CreateVersion7().ToString());
        Assert.Equal("points-outside-rule", await CodeAsync(tooMany));
        using var villager = await HttpVisitor.SignInAsync(site, "villager");
        var refused = await PostAsync(villager, claim, Guid.CreateVersion7().ToString());
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpVisitor visitor, object body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/points/claims")
        {
            Content = JsonContent.Create(body),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await visitor.SendAsync(request);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    private static async Task<string?> CodeAsync(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(await TextAsync(answer));
        return problem.RootElement.GetProperty("code").GetString();
    }

    private static bool IsAllowed(RouteEndpoint endpoint)
    {
        var pattern = Pattern(endpoint);
        if (endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            return ForAnyone.Contains(pattern)
                || pattern.StartsWith("/kit", StringComparison.Ordinal)
                || pattern.StartsWith("/api/docs", StringComparison.Ordinal)
                || pattern.StartsWith("/_", StringComparison.Ordinal);
        return endpoint.Metadata.GetMetadata<NeedsAttribute>() is not null
            || ForSignedIn.Contains(pattern)
            || pattern == "/my"
            || pattern.StartsWith("/my/", StringComparison.Ordinal)
            || pattern.StartsWith("/_", StringComparison.Ordinal);
    }

    /// <summary>A file of the program, or the watch over files that changed since the build, in development.</summary>
    private static bool IsAsset(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null || Pattern(endpoint) == "/{**path:file}";

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    /// <summary>What is asked for with GET and holds records.</summary>
    private static IEnumerable<string> Gets(Site site) =>
        site
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && !IsAsset(e))
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
            .Select(Pattern)
            .Where(p => !p.StartsWith("/_", StringComparison.Ordinal))
            .Distinct();

    private static IEnumerable<string> Lists(Site site) => Gets(site).Where(p => !p.Contains('{'));

    private sealed record RecordAt(
        string Pattern,
        string Path,
        string Inside = "secretary",
        bool IsOwn = false,
        HttpStatusCode Expected = HttpStatusCode.OK
    );

    /// <summary>
    /// A deed published, posted and spent, so that every kind of record is there; then their addresses.
    /// </summary>
    private static async Task<IReadOnlyList<RecordAt>> RecordsAsync(Site site)
    {
        var posted = await site.PublishClaimAsync("villager", "清河道志愿服务", 16_00);
        await site.PassDaysAsync(8);
        var claim = await site.PublishClaimAsync("villager", "帮邻居抢收稻谷", 6_00);
        var objection = await site.DoAsync(
            await site.ActorAsync("villager"),
            new ObjectTo
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                About = ObjectionTo.Claim,
                Subject = posted,
                Reason = "分数不对",
            }
        );
        await using var db = site.Tower.Read();
        var shop = await db.Set<PointsShop>().SingleAsync();
        var good = await SellAsync(site, shop.Id);
        var receipt = await db.Set<Redemption>().SingleAsync();
        var notice = await db.Notices.OrderBy(n => n.Id).LastAsync();
        var issuance = await db.Accounts.FirstAsync(a => a.Kind == AccountKind.Issuance);
        var appointment = await db.Appointments.FirstAsync(a => a.Post == "shopkeeper");
        var (cell, home) = (site.Cell, site.Households["villager"].Id);
        var (village, counter) = (site.Village.Key, $"/shop/{cell}/{shop.Id}");
        return
        [
            new("/places/{Key}", $"/places/{village}"),
            new("/households", $"/households?at={village}"),
            new("/households/new", $"/households/new?place={village}"),
            new("/households/cards", $"/households/cards?place={village}"),
            new("/households/{Cell:int}/{Id:long}", $"/households/{cell}/{home}"),
            new("/households/{Cell:int}/{Id:long}/card", $"/households/{cell}/{home}/card"),
            new("/posts", $"/posts?at={village}"),
            new("/posts/new", $"/posts/new?place={village}", "township"),
            new("/posts/{Cell:int}/{Id:long}", $"/posts/{cell}/{appointment.Id}"),
            new("/ledger", $"/ledger?at={village}"),
            new("/ledger/accounts/{Cell:int}/{Id:long}", $"/ledger/accounts/{cell}/{issuance.Id}"),
            new("/ledger/entries/{Cell:int}/{Id:guid}", $"/ledger/entries/{cell}/{receipt.Entry}"),
            new("/claims/{cell:int}/{id:long}", $"/claims/{cell}/{claim}"),
            new("/claims/objections/{cell:int}/{id:long}", $"/claims/objections/{cell}/{objection}"),
            new("/notices/{cell:int}/{id:long}", $"/notices/{cell}/{notice.Id}"),
            // This deed has no photo: inside and outside hear the same.
            new("/photos/{cell:int}/{claim:long}", $"/photos/{cell}/{claim}", Expected: HttpStatusCode.NotFound),
            new("/shop/{Cell:int}/{Id:long}", counter),
            new("/shop/{Cell:int}/{Id:long}/arrivals", $"{counter}/arrivals"),
            new("/shop/{Cell:int}/{Id:long}/counts", $"{counter}/counts"),
            new("/shop/{Cell:int}/{Id:long}/counts/sheet", $"{counter}/counts/sheet"),
            new("/shop/{Cell:int}/{Id:long}/goods", $"{counter}/goods"),
            new("/shop/{Cell:int}/{Id:long}/goods/new", $"{counter}/goods/new"),
            new("/shop/{Cell:int}/{Id:long}/goods/{GoodId:long}", $"{counter}/goods/{good}"),
            new("/shop/{Cell:int}/{Id:long}/ledger", $"{counter}/ledger"),
            new("/shop/{Cell:int}/{Id:long}/receipts", $"{counter}/receipts"),
            new("/shop/{Cell:int}/{Id:long}/receipts/{ReceiptId:long}", $"{counter}/receipts/{receipt.Id}"),
            new("/my/claims/{cell:int}/{id:long}", $"/my/claims/{cell}/{claim}", "villager", IsOwn: true),
            new("/my/receipts/{cell:int}/{id:long}", $"/my/receipts/{cell}/{receipt.Id}", "villager", IsOwn: true),
            new("/api/places/{key}", $"/api/places/{village}"),
            new("/api/ledger/accounts/{cell:int}/{id:long}", $"/api/ledger/accounts/{cell}/{issuance.Id}"),
            new(
                "/api/ledger/accounts/{cell:int}/{id:long}/statement",
                $"/api/ledger/accounts/{cell}/{issuance.Id}/statement"
            ),
        ];
    }

    private static async Task<long> SellAsync(Site site, long shop)
    {
        var keeper = await site.ActorAsync("secretary");
        var good = await site.DoAsync(
            keeper,
            new SetGood
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                ShopId = shop,
                Name = "肥皂",
                Measure = "块",
                Price = 5_00,
                LowStock = 2,
            }
        );
        await site.DoAsync(
            keeper,
            new ReceiveStock
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                GoodId = good,
                ShopId = shop,
                Supplier = "县供销社",
                Source = FundSource.Collective,
                Quantity = 10,
                UnitCost = 2_80,
                ArrivedOn = site.Today,
            }
        );
        await site.DoAsync(
            keeper,
            new Redeem
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                ShopId = shop,
                HouseholdId = site.Households["villager"].Id,
                Lines = [new BasketLine(good, 1, 5_00)],
            }
        );
        return good;
    }
}
