using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Gulou.App.Web.Visits;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Ledger;
using Gulou.Storage.Posts;

namespace Gulou.BrowserTests;

/// <summary>The ledger as another program sees it: by a key, over HTTP.</summary>
public sealed class LedgerApiTests : IAsyncLifetime
{
    private Site site = null!;
    private HttpClient program = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private long token;
    private string issued = "";
    private string home = "";
    private string fund = "";

    public async ValueTask InitializeAsync()
    {
        site = await Site.StartAsync();
        var text = await KeyAsync("ledger-interface", site.Village.Id);
        token = text.Id;
        program = site.Program($"{text}");
        issued = await OpenAsync(AccountKind.Issuance);
        home = await OpenAsync(AccountKind.Points);
        fund = await OpenAsync(AccountKind.Fund);
    }

    public async ValueTask DisposeAsync()
    {
        program.Dispose();
        await site.DisposeAsync();
    }

    [Fact]
    public async Task Entries_are_brought_replayed_held_settled_and_taken_back()
    {
        var award = Entry(issued, home, 500);
        var (id, first) = await PostAsync("entries", award);
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        var (_, again) = await PostAsync("entries", award, id);
        Assert.Equal("true", again.Headers.GetValues("Gulou-Replayed").Single());
        Assert.Equal(await TextAsync(first), await TextAsync(again));
        await RefusedAsync(
            PostAsync("entries", Entry(issued, home, 501), id),
            409,
            "id-used-with-other-content",
            "legs"
        );
        var below = await RefusedAsync(
            PostAsync("entries", Entry(home, issued, 501)),
            422,
            "below-zero",
            "legs[0].amount"
        );
        Assert.True((bool)below["retry"]!);
        Assert.Equal("urn:gulou:problem:below-zero", (string?)below["type"]);
        Assert.NotEmpty((string)below["title"]!);
        Assert.NotEmpty((string)below["detail"]!);

        var (hold, _) = await DoneAsync(PostAsync("holds", Entry(home, issued, 300)));
        Assert.Equal(200, await AvailableAsync(home));
        await DoneAsync(
            PostAsync(
                $"entries/{site.Cell}/{hold}/settle",
                Ending() with
                {
                    Legs = [Leg(home, -100), Leg(issued, 100)],
                }
            )
        );
        Assert.Equal(400, await AvailableAsync(home));
        await RefusedAsync(PostAsync($"entries/{site.Cell}/{hold}/void", Ending()), 422, "already-settled", "target");
        var (second, _) = await DoneAsync(PostAsync("holds", Entry(home, issued, 50)));
        await DoneAsync(PostAsync($"entries/{site.Cell}/{second}/void", Ending()));

        var undo = $"entries/{site.Cell}/{id}/reverse";
        await RefusedAsync(PostAsync(undo, Ending()), 422, "below-zero", "legs[1].amount");
        await DoneAsync(PostAsync(undo, Ending() with { Bearer = fund }));
        Assert.Equal(0, await AvailableAsync(home));
        Assert.Equal(-100, await AvailableAsync(fund));

        var statement = await GetAsync($"accounts/{site.Cell}/{issued}/statement?take=2");
        Assert.Equal(2, statement["items"]!.AsArray().Count);
        var entry = await GetAsync($"entries/{site.Cell}/{id}");
        Assert.Equal(2, entry["postings"]!.AsArray().Count);
        Assert.NotNull(entry["closedBy"]);
        var before = await GetAsync($"accounts/{site.Cell}/{fund}?at=2000-01-01");
        Assert.Equal(0, (long)before["balance"]!);
        var trial = await GetAsync($"trial-balance?place={site.Village.Key}");
        Assert.NotEmpty(trial["lines"]!.AsArray());
        Assert.All(trial["sums"]!.AsObject(), sum => Assert.Equal(0, (long)sum.Value!));
        var page = await GetAsync($"accounts?place={site.Village.Key}&take=2");
        var rest = await GetAsync($"accounts?place={site.Village.Key}&after={page["next"]}");
        // Households' accounts stay closed to a post that does not see points.
        Assert.Equal([issued, fund], Ids(page).Concat(Ids(rest)));

        static IEnumerable<string> Ids(JsonNode list) => list["items"]!.AsArray().Select(i => (string)i!["id"]!);
    }

    [Fact]
    public async Task A_batch_says_what_became_of_each()
    {
        var (good, bad, more) = (Item(issued, home, 5), Item(home, issued, 99), Item(issued, home, 7));
        var atomic = await RefusedAsync(Batch("atomic", good, bad, more), 422, "below-zero", "legs[0].amount");
        Assert.Equal(["fell-with-its-group", "below-zero", "fell-with-its-group"], Codes(atomic));
        Assert.Equal(0, await AvailableAsync(home));

        var each = await BodyAsync(Batch("independent", good, bad, more));
        Assert.Equal(["done", "below-zero", "done"], Codes(each));
        Assert.Equal(12, await AvailableAsync(home));
        Assert.All(
            (await BodyAsync(Batch("independent", good, more)))["items"]!.AsArray(),
            item => Assert.True((bool)item!["replayed"]!)
        );

        var groups = await BodyAsync(
            Batch(
                "groups",
                Item(issued, home, 1),
                Item(issued, home, 2) with
                {
                    Group = "a",
                },
                Item(home, issued, 999) with
                {
                    Group = "a",
                },
                Item(issued, home, 4) with
                {
                    Group = "b",
                }
            )
        );
        Assert.Equal(["done", "fell-with-its-group", "below-zero", "done"], Codes(groups));
        Assert.Equal(17, await AvailableAsync(home));
        await RefusedAsync(Batch("some", good), 400, "field-unreadable", "mode");
        await RefusedAsync(Batch("atomic"), 400, "batch-too-large", null);
        await RefusedAsync(
            Batch("atomic", good with { Legs = [Leg("x", 1)] }),
            400,
            "field-unreadable",
            "entries[0].legs[0].account"
        );

        static IEnumerable<string> Codes(JsonNode body) => body["items"]!.AsArray().Select(i => (string)i!["code"]!);
    }

    [Fact]
    public async Task Nobody_reaches_accounts_of_elsewhere_by_naming_an_own_place()
    {
        var elsewhere = await site.DoAsync(
            Actor.System,
            new OpenAccount
            {
                Id = Site.NewId(),
                Cell = site.OtherVillage.Cell,
                PlaceId = site.OtherVillage.Id,
                Kind = AccountKind.Issuance,
                Unit = Unit.CivicPoints,
                Lot = 0,
            }
        );
        await RefusedAsync(PostAsync("entries", Entry($"{elsewhere}", home, 5)), 403, "not-allowed", null);
        await RefusedAsync(Batch("atomic", Item($"{elsewhere}", home, 5)), 403, "not-allowed", null);
        using var answer = await program.GetAsync($"/api/ledger/accounts/{site.Cell}/{elsewhere}", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_opens_the_interface_alone_and_ends_at_once()
    {
        using var page = await program.GetAsync("/ledger", Cancel);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        using var closing = await program.PostAsJsonAsync("/api/ledger/periods/close", new { }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, closing.StatusCode);
        using var wrong = site.Program($"{new TokenText(site.Cell, token, TokenText.NewSecret())}");
        using var refused = await wrong.GetAsync("/api/ledger/periods", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal("Bearer", refused.Headers.WwwAuthenticate.Single().Scheme);

        await site.DoAsync(
            Actor.System,
            new EndToken
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                TokenId = token,
            }
        );
        using var ended = await program.GetAsync("/api/ledger/periods", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, ended.StatusCode);
    }

    [Fact]
    public async Task A_month_is_closed_and_opened_again()
    {
        using var township = site.Program($"{await KeyAsync("township-clerk", site.Village.Id)}");
        using var county = site.Program($"{await KeyAsync("county-office", site.Village.Id)}");
        var month = $"{site.Today.AddMonths(-1):yyyy-MM}";
        var late = Entry(issued, home, 5) with { EffectiveOn = $"{month}-01" };
        await DoneAsync(PostAsync("entries", late));
        var closing = new { place = $"{site.Village.Key}", month };
        await DoneAsync(PostAsync("periods/close", closing, by: township));
        await RefusedAsync(PostAsync("periods/close", closing, by: township), 422, "already-closed", null);
        await RefusedAsync(PostAsync("entries", late), 422, "period-closed", "effectiveOn");
        var closed = (await GetAsync("periods"))["items"]!.AsArray().Single()!;
        Assert.Equal((month, 64), ((string?)closed["month"], ((string)closed["digest"]!).Length));
        await DoneAsync(
            PostAsync(
                "periods/reopen",
                new
                {
                    closing.place,
                    month,
                    reason = "漏记",
                },
                by: county
            )
        );
        await DoneAsync(PostAsync("entries", late));
    }

    /// <summary>A key for a post at a place, held by the grid worker.</summary>
    private async Task<TokenText> KeyAsync(string post, long place)
    {
        var person = site.Households["grid"].HeadId;
        var appointment = await site.DoAsync(
            Actor.System,
            new Appoint
            {
                Id = Site.NewId(),
                Cell = site.Cell,
                PersonCell = site.Cell,
                PersonId = person,
                PlaceId = post == "ledger-interface" ? place : await AboveAsync(post),
                Post = post,
                From = site.Today,
            }
        );
        return await site.KeyAsync(appointment, "县财务系统");
    }

    private async Task<long> AboveAsync(string post)
    {
        var key = site.Village.Key.At((int)(post == "county-office" ? PlaceLevel.County : PlaceLevel.Township));
        return (await new Storage.Places.PlaceReader(site.Tower.Database).FindAsync(key))!.Id;
    }

    private async Task<string> OpenAsync(AccountKind kind)
    {
        var body = new
        {
            place = $"{site.Village.Key}",
            kind = $"{kind}",
            unit = "1",
        };
        var (_, done) = await DoneAsync(PostAsync("accounts", body));
        return (string)done["subject"]!;
    }

    private sealed record EntryBody(string Place, string EffectiveOn, IReadOnlyList<object> Legs)
    {
        public string Reason { get; } = "test.move";
        public string? Id { get; init; }
        public string? Group { get; init; }
    }

    private sealed record EndingBody(string EffectiveOn)
    {
        public string Reason { get; } = "test.end";
        public string? Bearer { get; init; }
        public IReadOnlyList<object>? Legs { get; init; }
    }

    private EntryBody Entry(string from, string to, long amount) =>
        new($"{site.Village.Key}", $"{site.Today:O}", [Leg(from, -amount), Leg(to, amount)]);

    private EntryBody Item(string from, string to, long amount) =>
        Entry(from, to, amount) with
        {
            Id = $"{Site.NewId()}",
        };

    private EndingBody Ending() => new($"{site.Today:O}");

    private static object Leg(string account, long amount) =>
        new
        {
            account,
            unit = "1",
            amount,
        };

    private Task<(string Id, HttpResponseMessage Answer)> Batch(string mode, params EntryBody[] entries) =>
        PostAsync("entries/batch", new { mode, entries });

    private async Task<(string Id, HttpResponseMessage Answer)> PostAsync(
        string path,
        object body,
        string? id = null,
        HttpClient? by = null
    )
    {
        id ??= $"{Site.NewId()}";
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/ledger/{path}")
        {
            Content = JsonContent.Create(body),
        };
        request.Headers.Add("Idempotency-Key", id);
        return (id, await (by ?? program).SendAsync(request));
    }

    private static async Task<(string Id, JsonNode Body)> DoneAsync(Task<(string Id, HttpResponseMessage Answer)> call)
    {
        var (id, answer) = await call;
        Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{answer.StatusCode}: {await TextAsync(answer)}");
        return (id, JsonNode.Parse(await TextAsync(answer))!);
    }

    private static async Task<JsonNode> BodyAsync(Task<(string Id, HttpResponseMessage Answer)> call)
    {
        var (_, answer) = await call;
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {await TextAsync(answer)}");
        return JsonNode.Parse(await TextAsync(answer))!;
    }

    private static async Task<JsonNode> RefusedAsync(
        Task<(string Id, HttpResponseMessage Answer)> call,
        int status,
        string code,
        string? field
    )
    {
        var (_, answer) = await call;
        var text = await TextAsync(answer);
        Assert.True((int)answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(text)!;
        Assert.Equal((code, field), ((string?)problem["code"], (string?)problem["field"]));
        return problem;
    }

    private async Task<long> AvailableAsync(string account)
    {
        var id = long.Parse(account, System.Globalization.CultureInfo.InvariantCulture);
        return (await new LedgerReader(site.Tower.Database).AccountAsync(site.Cell, id))!.Available;
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        using var answer = await program.GetAsync($"/api/ledger/{path}");
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {await TextAsync(answer)}");
        return JsonNode.Parse(await TextAsync(answer))!;
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();
}
