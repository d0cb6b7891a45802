using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Commands;
using Gulou.Storage.Definitions;
using Gulou.Storage.Keys;
using Gulou.Storage.Ledger;
using Gulou.Storage.Watch;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Bench.Ledger;

/// <summary>
/// Ledger entries a second through the command path, each caller waiting for its durable answer, against a bare loop
/// that writes the same rows in batches of the same size. Both start from copies of one prepared database and take
/// turns; the first turn of each is not counted (code is still being compiled), the figures are medians.
/// </summary>
internal static class LedgerBench
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var load = new Load(Number(Option("--accounts", "962000")));
        var entries = Number(Option("--entries", "30000"));
        var rounds = Number(Option("--rounds", "3"));
        var callers = Option("--callers", "64,1024").Split(',').Select(Number).ToList();
        var databases = Option("--db", "both");
        if (databases is "sqlite" or "both")
        {
            await using var subject = await SqliteSubject.PrepareAsync(load);
            await MeasureAsync("sqlite", subject);
        }
        if (databases is "postgres" or "both")
        {
            await using var subject = await PostgresSubject.PrepareAsync(load);
            await MeasureAsync("postgres", subject);
        }
        return 0;

        string Option(string name, string otherwise) =>
            Array.IndexOf(arguments, name) is var at and >= 0 ? arguments[at + 1] : otherwise;

        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

        async Task MeasureAsync(string name, ISubject subject)
        {
            foreach (var n in callers)
            {
                var path = new List<double>();
                var bare = new List<double>();
                var latencies = new List<double>();
                var (pathCpu, bareCpu) = (new List<double>(), new List<double>());
                var bytes = 0.0;
                using var groups = new GroupSizes();
                for (var round = 0; round <= rounds; round++)
                {
                    var rows = "";
                    await using (var copy = await subject.CopyAsync())
                    {
                        var (before, cpu) = (await copy.SizeAsync(), subject.CpuSeconds);
                        path.Add(entries / await ThroughPathAsync(copy.Database, load, entries, n, latencies));
                        pathCpu.Add((subject.CpuSeconds - cpu) * 1e6 / entries);
                        bytes = (double)(await copy.SizeAsync() - before) / entries;
                        rows = await RowsAsync(copy.Database);
                    }
                    await using (var copy = await subject.CopyAsync())
                    {
                        var cpu = subject.CpuSeconds;
                        bare.Add(entries / await copy.BareAsync(load, entries, n));
                        bareCpu.Add((subject.CpuSeconds - cpu) * 1e6 / entries);
                        var same = await RowsAsync(copy.Database);
                        if (rows != same)
                            throw new InvalidOperationException($"unlike work: {rows} through the path, {same} bare");
                    }
                    if (round == 0)
                        Array.ForEach([path, bare, pathCpu, bareCpu], figures => figures.Clear());
                }
                latencies.Sort();
                Console.WriteLine(
                    JsonSerializer.Serialize(
                        new
                        {
                            bench = "ledger",
                            database = name,
                            callers = n,
                            entries_per_second = Math.Round(Median(path)),
                            bare_per_second = Math.Round(Median(bare)),
                            ratio = Math.Round(Median(path) / Median(bare), 2),
                            p50_ms = Math.Round(latencies[latencies.Count / 2], 2),
                            p99_ms = Math.Round(latencies[latencies.Count * 99 / 100], 2),
                            per_group = Math.Round(groups.Mean, 1),
                            cpu_us_per_entry = Math.Round(Median(pathCpu), 1),
                            bare_cpu_us_per_entry = Math.Round(Median(bareCpu), 1),
                            bytes_per_entry = Math.Round(bytes),
                        }
                    )
                );
            }
        }
    }

    /// <summary>Seconds that the callers need together for so many entries.</summary>
    internal static async Task<double> ThroughPathAsync(
        Database database,
        Load load,
        int entries,
        int callers,
        List<double> latencies
    )
    {
        var posts = new PostCatalog([]);
        var tools = new Tools(
            new Ids(TimeProvider.System, 1),
            new Vault(new byte[32]),
            new DefinitionSet(posts, ""),
            new Access(posts),
            Pinyin.Load(TextReader.Null),
            TimeProvider.System
        );
        await using var path = new CommandPath(database, tools);
        var left = 0;
        await CallAllAsync(callers * 4); // Warm: statements prepared, code compiled.
        latencies.Clear();
        var clock = Stopwatch.StartNew();
        await CallAllAsync(entries);
        return clock.Elapsed.TotalSeconds;

        Task CallAllAsync(int count)
        {
            left = count;
            return Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(caller))));
        }

        async Task CallAsync(int caller)
        {
            var random = new Random(caller);
            var own = new List<double>();
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var start = Stopwatch.GetTimestamp();
                var answer = await path.RunAsync(Actor.System, Command(load.Next(random)));
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                if (answer.Outcome != PostOutcome.Done)
                    throw new InvalidOperationException($"{answer.Outcome}");
            }
            lock (latencies)
                latencies.AddRange(own);
        }
    }

    /// <summary>
    /// What one measured or warming entry left behind, as rows per entry and bytes per row without ids and hashes of
    /// their own: equal on both sides, or the comparison is worth nothing.
    /// </summary>
    private static async Task<string> RowsAsync(Database database)
    {
        await using var db = database.NewContext();
        var entries = (double)await db.Entries.CountAsync();
        var reasons = await db.Entries.GroupBy(e => e.Reason).Select(g => g.Key).ToListAsync();
        var verbs = await db.Audit.GroupBy(a => a.Verb).Select(g => g.Key).ToListAsync();
        var moved = await db.Accounts.SumAsync(a => a.Version);
        var audit = await db.Audit.FirstAsync();
        var hashes = audit.Content.Length + audit.Written.Length + audit.Hash.Length;
        return $"{await db.Postings.CountAsync() / entries} postings, {await db.Audit.CountAsync() / entries} audit, "
            + $"{moved / entries} moves, {hashes} bytes of hashes, "
            + string.Join(',', reasons.Concat(verbs));
    }

    private static PostEntry Command(Award award) =>
        new()
        {
            Id = award.Id,
            Cell = award.Cell,
            Entry = new Entry
            {
                Id = award.Id,
                Cell = award.Cell,
                Reason = "points.award",
                EffectiveOn = Load.Day,
                Place = award.Issuance,
                Scope = Load.Scope,
                Subject = award.Household,
                Legs =
                [
                    new Leg(award.Issuance, Unit.CivicPoints, -Load.Points),
                    new Leg(award.Household, Unit.CivicPoints, Load.Points),
                ],
            },
        };

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>How many commands shared a transaction, on average.</summary>
internal sealed class GroupSizes : IDisposable
{
    private readonly MeterListener listener = new();
    private long groups;
    private long commands;

    public GroupSizes()
    {
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (instrument.Meter.Name == Signals.Name && instrument.Name == "gulou.group.size")
                to.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (_, size, _, _) =>
            {
                Interlocked.Increment(ref groups);
                Interlocked.Add(ref commands, size);
            }
        );
        listener.Start();
    }

    public double Mean => (double)commands / Math.Max(1, groups);

    public void Dispose() => listener.Dispose();
}

/// <summary>A prepared database to measure on.</summary>
internal interface ISubject : IAsyncDisposable
{
    /// <summary>Processor time of this process and of the database's, so far.</summary>
    double CpuSeconds { get; }

    Task<ICopy> CopyAsync();
}

/// <summary>A fresh copy of the prepared database.</summary>
internal interface ICopy : IAsyncDisposable
{
    Database Database { get; }

    Task<long> SizeAsync();

    /// <summary>Writes so many entries without the program, in batches of so many; the seconds it took.</summary>
    Task<double> BareAsync(Load load, int entries, int batch);
}
