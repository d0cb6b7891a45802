using System.Diagnostics;
using System.Globalization;
using System.Text;
using Gulou.App;
using Gulou.App.Jobs;
using Gulou.Bench.Crash;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Commands;
using Gulou.Storage.People.Import;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.People;

/// <summary>
/// A list is stored by a program of its own that is killed (SIGKILL) in the middle; another one goes on with it.
/// </summary>
public abstract class ImportCrashContract : IAsyncLifetime
{
    private const int Rows = 4000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gulou-import-crash-");
    private TowerSettings settings = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected abstract Task<string> NewDatabase(string folder);

    public async ValueTask InitializeAsync() =>
        settings = new TowerSettings
        {
            Db = await NewDatabase(folder.FullName),
            Keys = Path.Combine(folder.FullName, "gulou.keys"),
            MayMakeKeys = true,
            Attachments = Path.Combine(folder.FullName, "gulou.files"),
        };

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(ImportMode.GoodRows)]
    [InlineData(ImportMode.AllOrNothing)]
    public async Task A_list_whose_program_was_killed_is_stored_to_its_end_and_nobody_twice(ImportMode mode)
    {
        var import = await DecideAsync(mode);
        foreach (var step in mode == ImportMode.GoodRows ? [ImportState.Entering] : Both)
        {
            await KillAsync(import.Id, step);
            await using var killed = Tower.Open(settings, out _);
            var now = (await killed.Imports.FindAsync(import.Cell, import.Id, Cancel))!;
            Assert.True(now.IsUnderWay, $"killed too late: {now.State} {now.Entered}");
        }
        await using var tower = Tower.Open(settings, out _);
        Assert.Equal(1, await new ImportJob(tower).RunOnceAsync(Cancel));
        import = (await tower.Imports.FindAsync(import.Cell, import.Id, Cancel))!;
        Assert.Equal((ImportState.Done, Rows, ""), (import.State, import.Added, import.Late));
        await using var db = tower.Read();
        // With the one household of the scene.
        Assert.Equal(Rows + 1, await db.People.CountAsync(Cancel));
        Assert.Equal(Rows + 1, await db.Households.CountAsync(Cancel));
        Assert.Equal(Rows + 1, await db.Acts.CountAsync(Cancel));
        Assert.Equal(Rows, await db.People.Select(p => p.IdHash).Where(h => h != null).Distinct().CountAsync(Cancel));
        Assert.Equal(
            Rows,
            await db.Identities.CountAsync(
                i => db.People.Any(p => p.Cell == i.Cell && p.Id == i.PersonId && p.IdHash == i.IdHash),
                Cancel
            )
        );
        Assert.Empty((await Verification.Verify(tower.Database, cancellation: Cancel)).Faults);
    }

    private static ImportState[] Both => [ImportState.Reserving, ImportState.Entering];

    /// <summary>A checked list that is to be stored, and no program that does it.</summary>
    private async Task<PeopleImport> DecideAsync(ImportMode mode)
    {
        await using var tower = Tower.Open(settings, out _);
        var scene = await CrashScene.MakeAsync(tower);
        await using var db = tower.Read();
        var village = (await db.Divisions.OrderBy(d => d.Key).ToListAsync(Cancel))[^1];
        var text = new StringBuilder("户号,姓名,与户主关系,身份证号\n");
        for (var n = 1; n <= Rows; n++)
            text.Append(CultureInfo.InvariantCulture, $"{n},龙志强,户主,{ImportHouse.Number(n)}\n");
        if (mode == ImportMode.GoodRows)
            text.Append("9001,龙*强,户主,\n9002,龙志强,堂主,\n");
        var id = tower.Tools.Ids.Next();
        using var list = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        await DoAsync(
            tower,
            new StartImport
            {
                Id = CrashScene.NewId(),
                Cell = scene.Cell,
                PlaceId = village.Id,
                ImportId = id,
                FileName = "名单.csv",
                FileHash = (await tower.Imports.Files.KeepAsync(id, list, Cancel))!,
            }
        );
        await DoAsync(
            tower,
            new CheckImport
            {
                Id = CrashScene.NewId(),
                Cell = scene.Cell,
                ImportId = id,
                Columns = "HouseholdNumber=0;Name=1;Relation=2;CitizenId=3",
                Headings = 1,
                UpdateDetails = false,
            }
        );
        await new ImportJob(tower).RunOnceAsync(Cancel);
        await DoAsync(
            tower,
            new ApplyImport
            {
                Id = CrashScene.NewId(),
                Cell = scene.Cell,
                ImportId = id,
                Mode = mode,
            }
        );
        return (await tower.Imports.FindAsync(scene.Cell, id, Cancel))!;
    }

    /// <summary>Has a program work on the list and kills it when it has done a first part of a step.</summary>
    private async Task KillAsync(long import, ImportState step)
    {
        var program = typeof(CrashScene).Assembly.Location;
        string[] arguments = [settings.Db, settings.Keys, settings.Attachments!, $"{import}"];
        var start = new ProcessStartInfo("dotnet", ["exec", program, "import-worker", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var worker = Process.Start(start)!;
        var errors = worker.StandardError.ReadToEndAsync(Cancel);
        try
        {
            while (true)
            {
                var line = await worker.StandardOutput.ReadLineAsync(Cancel);
                Assert.True(line is not null, await TextOf(line, errors));
                if (line.Split(' ') is [var state, var done] && state == $"{step}" && done != "0")
                    break;
            }
        }
        finally
        {
            worker.Kill();
        }
        await worker.WaitForExitAsync(Cancel);
    }

    private static async Task<string> TextOf(string? line, Task<string> errors) => line is null ? await errors : "";

    private static async Task DoAsync<TOutcome>(Tower tower, Command<TOutcome> command)
        where TOutcome : struct, Enum
    {
        var answer = await tower.Commands.RunAsync(Actor.System, command, Cancel);
        Assert.True(answer.IsDone, $"{command.Verb}: {answer.Outcome}");
    }
}

public sealed class SqliteImportCrashTests : ImportCrashContract
{
    protected override Task<string> NewDatabase(string folder) => Task.FromResult(Path.Combine(folder, "gulou.db"));
}

public sealed class PostgresImportCrashTests(PostgresServer server) : ImportCrashContract
{
    protected override Task<string> NewDatabase(string folder) => server.NewDatabase(durable: false);
}
