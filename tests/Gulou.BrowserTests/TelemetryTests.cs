using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Gulou.App;
using Gulou.App.Options;
using Gulou.App.Web;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Places;
using Gulou.Storage.Watch;
using Microsoft.AspNetCore.Builder;

namespace Gulou.BrowserTests;

/// <summary>What operators read of a running host.</summary>
public sealed class TelemetryTests : IAsyncLifetime
{
    /// <summary>All that a trace may tell; none of it is about a person.</summary>
    private static readonly string[] Told =
    [
        "db.query.text",
        "db.system.name",
        "gulou.group_size",
        "gulou.outcome",
        "gulou.verb",
        "gulou.wait_ms",
        "http.request.method",
        "http.response.status_code",
        "http.route",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("gulou-telemetry").FullName;
    private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false });
    private readonly int port = FreePort();
    private Tower tower = null!;
    private WebApplication app = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Site => app.Urls.First();

    private string Metrics => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    public async ValueTask InitializeAsync()
    {
        var settings = new TowerSettings
        {
            Db = Path.Combine(folder, "site.db"),
            Keys = Path.Combine(folder, "site.keys"),
            MayMakeKeys = true,
        };
        tower = Tower.Open(settings, out _);
        await tower.Database.MigrateAsync(Cancel);
        var web = new WebSettings("http://127.0.0.1:0", Path.Combine(folder, "cookies"), Quiet: true)
        {
            Options = ProgramOptions.Load([$"Metrics:Url={Metrics}"]),
        };
        app = WebHost.Build(tower, web);
        await app.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.StopAsync(Cancel);
        await app.DisposeAsync();
        await tower.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Prometheus_reads_what_was_done()
    {
        for (var i = 0; i < 3; i++)
            await ChangeAsync();
        await client.GetStringAsync(Site + "/sign-in", Cancel);
        var text = await client.GetStringAsync(Metrics + "/metrics", Cancel);
        Assert.Equal(3, Value(text, "gulou_commands_total", "outcome=\"Done\"", "verb=\"test.drum\""));
        // Every host of this process is measured together; what each alone counts is a matter of the storage's tests.
        Assert.InRange(Value(text, "gulou_queue_wait_seconds_count"), 3, double.MaxValue);
        Assert.InRange(Value(text, "gulou_group_size_sum"), 3, double.MaxValue);
        Assert.InRange(Value(text, "gulou_commit_duration_seconds_sum"), 1e-9, double.MaxValue);
        Assert.InRange(Value(text, "gulou_queue_length"), 0, double.MaxValue);
        Assert.InRange(Value(text, "gulou_database_size_bytes"), 100_000, double.MaxValue);
        var asked = Value(text, "http_server_request_duration_seconds_count", "http_route=\"/sign-in\"", "\"GET\"");
        Assert.InRange(asked, 1, double.MaxValue);
    }

    [Fact]
    public async Task The_two_ports_do_not_mix()
    {
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(Site + "/metrics"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(Metrics + "/metrics"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Metrics + "/sign-in"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(Metrics + "/health"));
    }

    [Fact]
    public async Task A_request_leaves_a_trace_down_to_its_statements_and_tells_of_nobody()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Signals.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await client.GetStringAsync(Site + "/sign-in?name=yang.xiu", Cancel);
        await client.GetStringAsync(Site + "/health/ready", Cancel);
        await ChangeAsync();

        Assert.Contains(spans, s => s.DisplayName == "GET /sign-in" && s.Kind == ActivityKind.Server);
        var command = Assert.Single(spans, s => s.DisplayName == "command test.drum");
        Assert.Equal("Done", command.GetTagItem("gulou.outcome"));
        var transaction = Assert.Single(spans, s => s.ParentSpanId == command.SpanId);
        Assert.Equal("transaction", transaction.DisplayName);
        Assert.Contains(spans, s => s.DisplayName == "query" && s.ParentSpanId == transaction.SpanId);
        Assert.Empty(spans.SelectMany(s => s.TagObjects).Select(tag => tag.Key).Distinct().Except(Told));
        Assert.DoesNotContain(spans.SelectMany(s => s.TagObjects), tag => $"{tag.Value}".Contains("yang.xiu"));
    }

    /// <summary>The figure of one line whose labels hold all these.</summary>
    private static double Value(string text, string name, params string[] labels)
    {
        var line = Assert.Single(
            text.Split('\n'),
            l => Regex.IsMatch(l, $"^{name}[{{ ]") && labels.All(label => l.Contains(label, StringComparison.Ordinal))
        );
        // The value, and perhaps a time after it.
        return double.Parse(line[(line.LastIndexOf('}') + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await client.GetAsync(address, Cancel);
        return answer.StatusCode;
    }

    private async Task ChangeAsync()
    {
        var answer = await tower.Commands.RunAsync(
            Actor.System,
            new Drum { Id = Kernel.Values.ClientId.New(TimeProvider.System), Cell = 0 },
            Cancel
        );
        Assert.True(answer.IsDone);
    }
}

public enum DrumOutcome
{
    Done,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Reads something and changes nothing; no other test's host runs it.</summary>
internal sealed record Drum : Command<DrumOutcome>
{
    public override string Verb => "test.drum";

    public override string Capability => "test";

    public override void Needs(World w) => w.All(new CodesInForce(CodeScheme.Statistics));

    public override Target? Target(World w) => new(PlaceKey.Everywhere);

    public override DrumOutcome Decide(World w) => DrumOutcome.Done;
}
