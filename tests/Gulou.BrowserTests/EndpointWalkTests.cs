using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Gulou.BrowserTests.Walk;
using Gulou.Kernel.Posts;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.BrowserTests;

/// <summary>
/// Every address of the program, found in the running host, asked for by every post of <c>posts.yaml</c> from inside
/// and outside its place and after its end, by villagers and by nobody. What each may open is worked out from the
/// definition; a new address with parameters that are known needs no line here.
/// </summary>
public sealed class EndpointWalkTests(WalkFixture fixture) : IClassFixture<WalkFixture>
{
    /// <summary>Open to anyone, with the reason.</summary>
    private static readonly Dictionary<string, string> ForAnyone = new()
    {
        ["/sign-in"] = "the door itself",
        ["/sign-in/code"] = "takes a code after the password; leads home where none is asked for",
        ["/sign-in/told"] = "tells of a reset second factor; leads home where there is none to tell of",
        ["/join"] = "where a one-time code is typed in; it tells nothing of whom it is for",
        ["/sign-out"] = "ends a session, shows nothing",
        ["/sign-in/openid"] = "leads to the identity provider",
        ["/sign-out/openid"] = "leads to the identity provider",
        ["/status/{Code:int}"] = "what went wrong, without any record",
        ["/h/{Code}"] = "where a household's card leads: it says what the card is for, and to a shopkeeper who it is",
        ["/health"] = "whether the process lives",
        ["/health/ready"] = "whether it can serve",
        ["/health/backup"] = "whether there is a good backup of the day",
        ["/seals"] = "the seal that hangs on every village's board, no record",
        ["/lang"] = "sets a cookie",
        ["/look"] = "sets a cookie",
        ["/openapi/{documentName}.json"] = "the form of the API, no record",
    };

    /// <summary>Families of addresses open to anyone, with the reason.</summary>
    private static readonly Dictionary<string, string> ForAnyoneUnder = new()
    {
        ["/kit"] = "samples of what pages are made of, in development only",
        ["/api/docs"] = "the API's reference page",
        ["/_"] = "the framework's own files",
    };

    /// <summary>For all who have signed in, with the reason.</summary>
    private static readonly Dictionary<string, string> ForSignedIn = new()
    {
        ["/"] = "leads each to the own home, made of what the own posts show",
        ["/demo/clock"] = "on a demo only, where nothing is real",
    };

    /// <summary>What may come in answer to one who may not.</summary>
    private static readonly HttpStatusCode[] Refused = [HttpStatusCode.Forbidden, HttpStatusCode.NotFound];

    private WalkSite Walk => fixture.Walk;

    private IEnumerable<Door> Guarded => fixture.Doors.Where(d => !d.IsOpen && !IsUnder(d.Pattern));

    [Fact]
    public void Every_address_carries_a_rule()
    {
        var bare = fixture
            .Doors.Where(d => d.Needs.Count == 0)
            .Select(d => d.Pattern)
            .Where(p => !ForAnyone.ContainsKey(p) && !ForSignedIn.ContainsKey(p) && !IsUnder(p));
        Assert.Empty(bare);
        Assert.DoesNotContain(Guarded, d => ForAnyone.ContainsKey(d.Pattern));
    }

    [Fact]
    public void Every_capability_that_an_address_needs_is_one_a_post_may_have()
    {
        var known = App.Tower.Capabilities;
        Assert.DoesNotContain(fixture.Doors.SelectMany(d => d.Needs).SelectMany(any => any), c => !known.Contains(c));
    }

    [Fact]
    public async Task Nobody_comes_in_without_signing_in()
    {
        using var nobody = HttpVisitor.Anonymous(Walk.Site);
        foreach (var address in Guarded.Where(d => d.Answers("GET")).SelectMany(Walk.Spots.Of))
        {
            var (status, _) = await nobody.OpenAsync(address.Path);
            Assert.True(status is HttpStatusCode.Redirect or HttpStatusCode.Unauthorized, $"{address.Path}: {status}");
        }
    }

    [Fact]
    public async Task Each_opens_what_the_post_grants_there_and_nothing_else()
    {
        var shown = new ConcurrentDictionary<string, ConcurrentBag<string>>();
        var forms = new ConcurrentDictionary<string, PostedForm>();
        var faults = new ConcurrentBag<string>();
        var pages = Guarded.Where(d => d.Answers("GET")).SelectMany(Walk.Spots.Of).ToList();
        await ForAllAsync(
            Walk.Everyone,
            async (walker, visitor) =>
            {
                foreach (
                    var address in pages.Where(a => Walk.IsWorthAsking(walker, t => t.MayKnock(a.Door, Walk.Villager)))
                )
                {
                    var (status, html) = await visitor.OpenAsync(address.Path);
                    if (Fault(walker, address, status, html) is { } fault)
                        faults.Add($"{walker.Login} {address.Path}: {fault}");
                    foreach (var form in status == HttpStatusCode.OK ? PostedForm.On(address.Path, html) : [])
                    {
                        forms.TryAdd(KeyOf(form), form);
                        shown.GetOrAdd(KeyOf(form), _ => []).Add(walker.Login);
                    }
                }
            }
        );
        None(faults);
        Assert.Contains(forms.Values, f => f.Handler == "unmask");
        await NobodyElseSendsAsync(forms, shown);
    }

    [Fact]
    public async Task Machines_are_refused_as_people_are()
    {
        var faults = new ConcurrentBag<string>();
        var deeds = Guarded.Where(d => d.Body is not null).ToList();
        Assert.NotEmpty(deeds);
        await ForAllAsync(
            Walk.Everyone,
            async (walker, visitor) =>
            {
                foreach (var (door, method) in deeds.SelectMany(d => d.Methods.Select(m => (d, m))))
                {
                    var body = SampleBody.For(door.Body!, Walk.Spots, Walk.Site);
                    var address = Walk.Spots.Of(door).First();
                    var spot = address.About ?? Walk.Spots.Knows(body["household"] is null ? "key" : "households")!;
                    var may = walker.MayKnock(door, Walk.Villager) && walker.MayOpen(door, spot, Walk.Villager);
                    using var request = new HttpRequestMessage(new HttpMethod(method), address.Path)
                    {
                        Content = JsonContent.Create(body),
                    };
                    request.Headers.Add("Idempotency-Key", Guid.CreateVersion7().ToString());
                    using var answer = await visitor.SendAsync(request);
                    if (Refused.Contains(answer.StatusCode) == may || answer.StatusCode == HttpStatusCode.BadRequest)
                        faults.Add($"{walker.Login} {method} {door.Pattern}: {answer.StatusCode}");
                }
            }
        );
        None(faults);
    }

    [Fact]
    public void An_address_whose_record_is_not_known_says_what_to_add()
    {
        var door = new Door(
            "/wells/{Cell:int}/{Id:long}",
            [
                ["wells.see"],
            ],
            false,
            ["GET"],
            null,
            []
        );
        var thrown = Assert.Throws<KeyNotFoundException>(() => Walk.Spots.Of(door).ToList());
        Assert.Contains("\"wells\"", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("WalkSite.SpotsAsync", thrown.Message, StringComparison.Ordinal);
    }

    /// <summary>Every form that anyone was shown, sent by all those who were not: nothing is written.</summary>
    private async Task NobodyElseSendsAsync(
        ConcurrentDictionary<string, PostedForm> forms,
        ConcurrentDictionary<string, ConcurrentBag<string>> shown
    )
    {
        var faults = new ConcurrentBag<string>();
        await ForAllAsync(
            [.. Walk.Everyone, Walk.Nobody],
            async (walker, visitor) =>
            {
                var before = await DoneByAsync(walker);
                foreach (var (key, form) in forms)
                {
                    if (
                        shown[key].Contains(walker.Login)
                        || !Walk.IsWorthAsking(walker, t => shown[key].Contains(t.Login))
                    )
                        continue;
                    if (await visitor.SendAsync(form) is HttpStatusCode.OK and var status)
                        faults.Add($"{walker.Login} {key}: {status}");
                }
                var written = (await DoneByAsync(walker)).Skip(before.Count).ToList();
                if (written.Count > 0)
                    faults.Add($"{walker.Login} wrote {string.Join(", ", written)}");
            }
        );
        None(faults);
    }

    /// <summary>What the trace holds of someone, in order, but what he or she looked at.</summary>
    private async Task<List<string>> DoneByAsync(Walker walker)
    {
        await using var db = Walk.Site.Tower.Read();
        return await db
            .Audit.Where(a => a.PersonId == walker.Person && a.PersonId != 0 && a.Verb != "people.open-household")
            .OrderBy(a => a.Seq)
            .Select(a => a.Verb)
            .ToListAsync();
    }

    /// <summary>What is wrong with an answer; null when it is as the definition of posts has it.</summary>
    private string? Fault(Walker walker, Address address, HttpStatusCode status, string html)
    {
        var door = address.Door;
        if (!walker.MayKnock(door, Walk.Villager))
            return Refused.Contains(status) ? null : $"{status}, though no post of the reader grants it";
        if (address.About is { } spot)
        {
            var may = walker.MayOpen(door, spot, Walk.Villager);
            if (may != (status == HttpStatusCode.OK) || (!may && !Refused.Contains(status)))
                return may ? $"{status}, though it is granted here" : $"{status}, though it is not granted here";
        }
        else if (status != HttpStatusCode.OK && (!Refused.Contains(status) || IsListed(walker, door)))
        {
            return $"{status}";
        }
        return Leak(walker, WebUtility.HtmlDecode(html));
    }

    private bool IsListed(Walker walker, Door door) =>
        !door.IsOwn && door.Needs.Count > 0 && door.Needs.All(any => any.Any(c => walker.Lists(c, Walk.Villager)));

    /// <summary>A name in full where names are not granted, or any where no household is.</summary>
    private string? Leak(Walker walker, string text)
    {
        var home = Walk.Spots.Knows("households")!;
        if (!walker.May(PeopleCapabilities.SeeNames, home, Walk.Villager) && text.Contains(WalkSite.HeadName))
            return "shows a name in full";
        if (!walker.May(PeopleCapabilities.See, home, Walk.Villager) && text.Contains(WalkSite.MaskedName))
            return "shows a household";
        return null;
    }

    private async Task ForAllAsync(IEnumerable<Walker> walkers, Func<Walker, HttpVisitor, Task> walk) =>
        await Parallel.ForEachAsync(
            walkers,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = 4,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (walker, _) => await walk(walker, await fixture.VisitorAsync(walker))
        );

    private static void None(IEnumerable<string> faults)
    {
        var said = string.Join('\n', faults.Order());
        Assert.True(said.Length == 0, said);
    }

    private static string KeyOf(PostedForm form) => $"{form.Action} {form.Handler}";

    private static bool IsUnder(string pattern) =>
        ForAnyoneUnder.Keys.Any(start => pattern.StartsWith(start, StringComparison.Ordinal));
}
