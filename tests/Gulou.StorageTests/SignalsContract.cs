using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Gulou.Kernel.Ledger;
using Gulou.Storage.Watch;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests;

/// <summary>What is measured is what was done, and it tells of nobody.</summary>
public abstract class SignalsContract : HouseContract
{
    private const string Memo = "handed to nobody in particular";

    [Fact]
    public async Task Commands_are_counted_by_verb_and_outcome()
    {
        using var figures = new Figures(House.Database.Signals);
        var (from, to) = (await House.OpenWith(100), await House.Open());
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 10)));
        Assert.Equal(PostOutcome.BelowZero, await House.Post(House.Move(from, to, 1000)));

        Assert.Equal(3, figures.Sum("gulou.commands", ("verb", "test.open"), ("outcome", "Done")));
        Assert.Equal(2, figures.Sum("gulou.commands", ("verb", "ledger.post"), ("outcome", "Done")));
        Assert.Equal(1, figures.Sum("gulou.commands", ("verb", "ledger.post"), ("outcome", "BelowZero")));
        Assert.Equal(6, figures.Sum("gulou.group.size"));
        Assert.Equal(6, figures.Count("gulou.queue.wait"));
        Assert.InRange(figures.Count("gulou.commit.duration"), 1, 6);
        Assert.Equal(0, figures.Sum("gulou.retries"));
    }

    [Fact]
    public async Task Holds_that_ran_out_are_counted()
    {
        using var figures = new Figures(House.Database.Signals);
        var (from, to) = (await House.OpenWith(100), await House.Open());
        var hold = House.Move(from, to, 60) with
        {
            Kind = EntryKind.Hold,
            Until = House.Now.Plus(TimeSpan.FromHours(1)),
        };
        Assert.Equal(PostOutcome.Done, await House.Post(hold));
        House.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 90)));
        Assert.Equal(1, figures.Sum("gulou.holds.expired"));
    }

    [Fact]
    public async Task The_database_s_size_and_the_empty_queue_are_measured()
    {
        using var figures = new Figures(House.Database.Signals);
        await House.Open();
        figures.Observe();
        Assert.InRange(figures.Sum("gulou.database.size"), 100_000, long.MaxValue);
        Assert.Equal(0, figures.Sum("gulou.queue.length"));
        Assert.Equal(1, figures.Count("gulou.queue.length"));
    }

    [Fact]
    public async Task Slow_statements_are_told_with_their_cause_and_without_values()
    {
        using var figures = new Figures(House.Database.Signals);
        var slow = new ConcurrentQueue<SlowQuery>();
        House.Database.Signals.Slow += slow.Enqueue;
        House.Database.Signals.SlowAfter = TimeSpan.Zero;
        var (from, to) = (await House.OpenWith(100), await House.Open());
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 10) with { Memo = Memo }));
        Cause.Current = "GET /ledger/{account}";
        await using var db = House.Database.NewContext();
        var cancel = TestContext.Current.CancellationToken;
        Assert.Equal(1, await db.Entries.CountAsync(entry => entry.Memo == Memo, cancel));
        Assert.Single(await db.Entries.Where(entry => entry.Memo == Memo).ToListAsync(cancel));

        // By hand, in the name of the command; by EF Core, in the name of the page.
        Assert.Contains(slow, q => q.Cause == "ledger.post" && Has(q, "INSERT INTO posting"));
        Assert.Contains(slow, q => q.Cause == "GET /ledger/{account}" && Has(q, "memo"));
        Assert.DoesNotContain(slow, q => Has(q, Memo));
        Assert.Equal(slow.Count, figures.Sum("gulou.slow_queries"));
    }

    [Fact]
    public async Task What_is_quick_is_not_told()
    {
        var slow = new ConcurrentQueue<SlowQuery>();
        House.Database.Signals.Slow += slow.Enqueue;
        House.Database.Signals.SlowAfter = TimeSpan.FromDays(1);
        await House.OpenWith(100);
        Assert.Empty(slow);
    }

    /// <summary>The program does not compare them at each start.</summary>
    [Fact]
    public async Task The_migrations_make_the_model()
    {
        await using var db = House.Database.NewContext();
        Assert.False(db.Database.HasPendingModelChanges());
    }

    private static bool Has(SlowQuery query, string text) =>
        query.Statement.Contains(text, StringComparison.OrdinalIgnoreCase);
}

public sealed class SqliteSignalsTests : SignalsContract
{
    protected override Task<House> NewHouse() => House.OnSqlite();
}

public sealed class PostgresSignalsTests(PostgresServer server) : SignalsContract
{
    [Fact]
    public async Task A_job_has_one_turn_at_a_time_among_all_processes()
    {
        var cancel = TestContext.Current.CancellationToken;
        var first = await House.Database.TakeTurnAsync("close-notices", cancel);
        Assert.NotNull(first);
        Assert.Null(await House.Database.TakeTurnAsync("close-notices", cancel));
        await using (var other = await House.Database.TakeTurnAsync("another", cancel))
            Assert.NotNull(other);
        await first.DisposeAsync();
        await using var again = await House.Database.TakeTurnAsync("close-notices", cancel);
        Assert.NotNull(again);
    }

    protected override Task<House> NewHouse() => House.OnPostgres(server);
}

/// <summary>Listens to the figures of one database.</summary>
internal sealed class Figures : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, KeyValuePair<string, object?>[] Tags)> seen = [];

    public Figures(Signals signals)
    {
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter == signals.Meter)
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((i, value, tags, _) => Take(i, value, tags));
        listener.SetMeasurementEventCallback<int>((i, value, tags, _) => Take(i, value, tags));
        listener.SetMeasurementEventCallback<double>((i, value, tags, _) => Take(i, value, tags));
        listener.Start();
    }

    /// <summary>Asks for the figures that are only given when asked for.</summary>
    public void Observe() => listener.RecordObservableInstruments();

    public double Sum(string name, params (string Key, string Value)[] tags) =>
        seen.Where(s => s.Name == name && tags.All(t => s.Tags.Contains(new(t.Key, t.Value)))).Sum(s => s.Value);

    public int Count(string name) => seen.Count(s => s.Name == name);

    public void Dispose() => listener.Dispose();

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        seen.Enqueue((instrument.Name, value, tags.ToArray()));
}
