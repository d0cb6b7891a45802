using System.Diagnostics;
using System.Globalization;
using Gulou.App;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Bench.Crash;

/// <summary>What came of the rounds.</summary>
/// <param name="Rounds">How often the program, the server or both were killed.</param>
/// <param name="ServerKills">In how many of them the database server.</param>
/// <param name="Answered">How many commands were answered as done, all of them found again.</param>
/// <param name="Recorded">How many were recorded: more, since a kill comes before some answers.</param>
public sealed record CrashReport(int Rounds, int ServerKills, long Answered, long Recorded);

/// <summary>Something that was answered is not there, or something is there by half.</summary>
public sealed class LostException(string what) : Exception(what);

/// <summary>
/// Starts the program under load in a process of its own, kills it with SIGKILL after a random number of answers, and
/// looks for every answer it gave: entry, register row, audit record, photo. Then <c>verify</c> must be clean. The next
/// round goes on with the same database.
/// </summary>
public sealed class CrashRounds : IAsyncDisposable
{
    private const int MostAnswers = 300;
    private const int MostMilliseconds = 60;

    private readonly Random random;
    private readonly PostgresCluster? cluster;
    private readonly string folder = Directory.CreateTempSubdirectory("gulou-crash-").FullName;
    private readonly string db;
    private readonly HashSet<string> photos = [];
    private readonly Dictionary<string, ClientId> answered = [];
    private CrashScene scene = null!;
    private int serverKills;

    private CrashRounds(int seed, PostgresCluster? cluster)
    {
        random = new Random(seed);
        this.cluster = cluster;
        db = cluster?.ConnectionString ?? Path.Combine(folder, "crash.db");
    }

    private string Keys => Path.Combine(folder, "crash.keys");

    /// <summary>All rounds on one database; the seed decides when each kill comes.</summary>
    /// <param name="rounds">How many.</param>
    /// <param name="seed">Given again, the kills come after the same numbers of answers.</param>
    /// <param name="postgres">The binaries of PostgreSQL; null for SQLite.</param>
    /// <param name="report">Told after each round.</param>
    /// <exception cref="LostException">Something was lost; the message says what, in which round.</exception>
    public static async Task<CrashReport> RunAsync(
        int rounds,
        int seed,
        string? postgres,
        Action<string>? report = null
    )
    {
        using var cluster = postgres is null ? null : PostgresCluster.Start(postgres);
        await using var run = new CrashRounds(seed, cluster);
        await run.PrepareAsync();
        var recorded = 0L;
        for (var round = 1; round <= rounds; round++)
        {
            try
            {
                await run.LoadAndKillAsync(withServer: cluster is not null && round % 2 == 0);
                recorded = await run.CheckAsync();
            }
            catch (LostException lost)
            {
                throw new LostException($"seed {seed}, round {round}: {lost.Message}");
            }
            report?.Invoke($"round {round}: {run.answered.Count} answered, {recorded} recorded");
        }
        return new CrashReport(rounds, run.serverKills, run.answered.Count, recorded);
    }

    public ValueTask DisposeAsync()
    {
        if (cluster is not null)
        {
            Npgsql.NpgsqlConnection.ClearAllPools();
            var files = Open().AttachmentsFolder;
            if (Directory.Exists(files))
                Directory.Delete(files, recursive: true);
        }
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task PrepareAsync()
    {
        var settings = new TowerSettings
        {
            Db = db,
            Keys = Keys,
            MayMakeKeys = true,
        };
        await using var tower = Tower.Open(settings, out _);
        scene = await CrashScene.MakeAsync(tower);
    }

    private async Task LoadAndKillAsync(bool withServer)
    {
        var after = random.Next(1, MostAnswers);
        var numbers = string.Create(CultureInfo.InvariantCulture, $"{scene.Cell},{scene.Household},{scene.Rule}");
        var program = typeof(CrashRounds).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["exec", program, "crash-worker", db, Keys, numbers])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var worker = Process.Start(start)!;
        var errors = worker.StandardError.ReadToEndAsync();
        try
        {
            for (var n = 0; n < after; n++)
                Note(await worker.StandardOutput.ReadLineAsync() ?? throw new LostException(await errors));
            // Somewhere in the midst of what comes next, and not only just after an answer.
            await Task.Delay(random.Next(MostMilliseconds));
            if (withServer)
            {
                serverKills++;
                cluster!.Kill();
            }
        }
        finally
        {
            worker.Kill();
        }
        // What it had said before it died is still in the pipe.
        while (await worker.StandardOutput.ReadLineAsync() is { } line)
            Note(line);
        await worker.WaitForExitAsync();
        if (withServer)
        {
            Npgsql.NpgsqlConnection.ClearAllPools();
            cluster!.Restart();
        }
    }

    private void Note(string line)
    {
        if (line.Split(' ') is not [var what, var id, var more, "."])
            return;
        if (!ClientId.TryParse(id, out var answer))
            throw new LostException($"the program said: {line}");
        answered[$"{what} {id}"] = answer;
        if (what == "claim")
            photos.Add(more);
    }

    private async Task<long> CheckAsync()
    {
        await using var database = Open();
        await using var context = database.NewContext();
        var records = await context.Audit.Select(a => new { a.CommandId, a.Verb }).ToListAsync();
        var entries = (await context.Entries.Select(e => e.Id).ToListAsync()).ToHashSet();
        var remarks = (await context.Remarks.Select(r => r.CommandId).ToListAsync()).ToHashSet();
        var recorded = records.Select(r => r.CommandId).ToHashSet();
        foreach (var (name, id) in answered)
        {
            if (!recorded.Contains(id))
                throw new LostException($"{name} was answered and is not there");
            if (!name.StartsWith("claim", StringComparison.Ordinal) && !entries.Contains(id))
                throw new LostException($"{name} has a record and no entry");
        }
        foreach (var half in records.Where(r => r.Verb == Give.Word))
        {
            if (!entries.Contains(half.CommandId) || !remarks.Contains(half.CommandId))
                throw new LostException($"give {half.CommandId} is there by half");
        }
        var files = new Attachments(database.AttachmentsFolder);
        foreach (var photo in photos)
        {
            if (!files.Verify(photo))
                throw new LostException($"photo {photo} was answered and is not there");
        }
        var report = await Verification.Verify(database);
        if (!report.IsClean)
            throw new LostException($"verify: {report.Faults[0]} and {report.FaultCount - 1} more");
        return records.Count;
    }

    private Database Open() => Database.Open(db, Model.Parts);
}
