using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Gulou.Storage;

namespace Gulou.Bench.Ledger;

/// <summary>
/// How long it takes to recompute a whole ledger: entries written through the command path, then verified beside a bare
/// reading of the same rows.
/// </summary>
internal static class VerifyBench
{
    private const int Callers = 1024;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var load = new Load(Number(Option("--accounts", "962000")));
        var entries = Number(Option("--entries", "2000000"));
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
            await using var copy = await subject.CopyAsync();
            await LedgerBench.ThroughPathAsync(copy.Database, load, entries, Callers, []);
            var bare = await ReadAsync(copy.Database);
            var clock = Stopwatch.StartNew();
            var report = await Verification.Verify(copy.Database);
            var seconds = clock.Elapsed.TotalSeconds;
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        bench = "verify",
                        database = name,
                        entries,
                        clean = report.IsClean,
                        seconds = Math.Round(seconds, 1),
                        bare_read_seconds = Math.Round(bare, 1),
                        peak_mib = Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024,
                    }
                )
            );
        }
    }

    /// <summary>Seconds to read every row of the ledger and the audit once, doing nothing with them.</summary>
    private static async Task<double> ReadAsync(Database database)
    {
        await using var db = database.NewContext();
        var clock = Stopwatch.StartNew();
        await foreach (var _ in db.Entries.AsAsyncEnumerable()) { }
        await foreach (var _ in db.Postings.AsAsyncEnumerable()) { }
        await foreach (var _ in db.Accounts.AsAsyncEnumerable()) { }
        await foreach (var _ in db.Audit.AsAsyncEnumerable()) { }
        return clock.Elapsed.TotalSeconds;
    }
}
