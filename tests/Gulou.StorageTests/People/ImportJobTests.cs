using System.Text;
using Gulou.App;
using Gulou.App.Jobs;
using Gulou.Bench.Crash;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;
using Gulou.Storage.People.Import;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.People;

/// <summary>The job that works on lists, and what it leaves on the disk.</summary>
public sealed class ImportJobTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gulou-import-job-");
    private Tower tower = null!;
    private Division village = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Lists => ImportFiles.FolderOf(tower.Database);

    private string KeyFilePath => Path.Combine(folder.FullName, "gulou.keys");

    public async ValueTask InitializeAsync()
    {
        var settings = new TowerSettings
        {
            Db = Path.Combine(folder.FullName, "gulou.db"),
            Keys = KeyFilePath,
            MayMakeKeys = true,
        };
        tower = Tower.Open(settings, out _);
        await CrashScene.MakeAsync(tower);
        await using var db = tower.Read();
        village = (await db.Divisions.OrderBy(d => d.Key).ToListAsync(Cancel))[^1];
    }

    public async ValueTask DisposeAsync()
    {
        await tower.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task One_that_fails_is_named_and_holds_up_no_other()
    {
        var (lost, good) = (await BringAsync(), await BringAsync());
        File.WriteAllBytes(Path.Combine(Lists, $"{lost}", "list"), [99]);
        var job = new ImportJob(tower);
        var failed = await Assert.ThrowsAsync<AggregateException>(() => job.RunOnceAsync(Cancel));
        Assert.Contains($"/{lost}", Assert.Single(failed.InnerExceptions).Message, StringComparison.Ordinal);
        Assert.Equal(ImportState.Checked, await StateAsync(good));
        Assert.Equal(ImportState.Checking, await StateAsync(lost));
        // Nothing was done about it for a day: an operator hears of it.
        Assert.Equal((0, 1), (await Overdue(1), await Overdue(2)));
    }

    [Fact]
    public async Task One_that_another_process_works_on_is_left_to_it()
    {
        var import = await BringAsync();
        using (tower.Imports.Files.Take(import))
            Assert.Equal(0, await new ImportJob(tower).RunOnceAsync(Cancel));
        Assert.Equal(1, await new ImportJob(tower).RunOnceAsync(Cancel));
    }

    [Fact]
    public async Task What_a_crash_left_of_an_upload_is_swept_a_day_later()
    {
        var files = tower.Imports.Files;
        var (old, young) = (tower.Tools.Ids.Next(), tower.Tools.Ids.Next());
        foreach (var id in (long[])[old, young])
            Assert.NotNull(await files.KeepAsync(id, new MemoryStream([1, 2, 3]), Cancel));
        var before = DateTime.UtcNow.AddHours(-25);
        File.SetLastWriteTimeUtc(Path.Combine(Lists, $"{old}", "list"), before);
        Directory.SetLastWriteTimeUtc(Path.Combine(Lists, $"{old}"), before);
        var mine = await BringAsync();
        Directory.SetLastWriteTimeUtc(Path.Combine(Lists, $"{mine}"), before);
        await new ImportJob(tower).RunOnceAsync(Cancel);
        Assert.Equal([young, mine], files.All().Order());
    }

    [Fact]
    public async Task An_upload_that_is_cut_off_leaves_nothing()
    {
        var id = tower.Tools.Ids.Next();
        await Assert.ThrowsAsync<EndOfStreamException>(() =>
            tower.Imports.Files.KeepAsync(id, new TornStream(), Cancel)
        );
        Assert.Null(await tower.Imports.Files.KeepAsync(id, new MemoryStream(), Cancel));
        Assert.Empty(tower.Imports.Files.All());
    }

    [Fact]
    public async Task Lists_sealed_with_an_earlier_key_are_known()
    {
        var files = tower.Imports.Files;
        await files.KeepAsync(tower.Tools.Ids.Next(), new MemoryStream([1]), Cancel);
        KeyFile.Add(KeyFilePath, tower.Now);
        tower.Vault.Reread();
        var import = await BringAsync();
        using (files.Take(import))
            Assert.Equal([(1, 1), (2, 1)], files.KeyVersions().OrderBy(v => v.Key).Select(v => ((int)v.Key, v.Value)));
    }

    private async Task<int> Overdue(int days)
    {
        await using var db = tower.Read();
        return await ImportJob.OverdueAsync(db, tower.Now.Day.AddDays(days), Cancel);
    }

    private async Task<ImportState> StateAsync(long import) =>
        (await tower.Imports.FindAsync(village.Cell, import, Cancel))!.State;

    /// <summary>A list that is to be checked.</summary>
    private async Task<long> BringAsync()
    {
        var id = tower.Tools.Ids.Next();
        using var list = new MemoryStream(Encoding.UTF8.GetBytes("姓名,与户主关系\n龙志强,户主\n"));
        await DoAsync(
            new StartImport
            {
                Id = CrashScene.NewId(),
                Cell = village.Cell,
                PlaceId = village.Id,
                ImportId = id,
                FileName = "名单.csv",
                FileHash = (await tower.Imports.Files.KeepAsync(id, list, Cancel))!,
            }
        );
        await DoAsync(
            new CheckImport
            {
                Id = CrashScene.NewId(),
                Cell = village.Cell,
                ImportId = id,
                Columns = "Name=0;Relation=1",
                Headings = 1,
                UpdateDetails = false,
            }
        );
        return id;
    }

    private async Task DoAsync<TOutcome>(Command<TOutcome> command)
        where TOutcome : struct, Enum =>
        Assert.True((await tower.Commands.RunAsync(Actor.System, command, Cancel)).IsDone);

    /// <summary>A sender who goes away in the middle.</summary>
    private sealed class TornStream : MemoryStream
    {
        private bool torn;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (torn)
                throw new EndOfStreamException();
            torn = true;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
