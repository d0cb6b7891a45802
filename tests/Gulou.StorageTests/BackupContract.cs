using Gulou.Kernel.Ledger;
using Gulou.Storage;
using Gulou.Storage.Audit;
using Gulou.Storage.Backups;
using Gulou.Storage.People.Import;

namespace Gulou.StorageTests;

/// <summary>A backup taken while others write is one moment of the database, and a restore proves it.</summary>
public abstract class BackupContract : HouseContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("gulou-backup-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string To => Path.Combine(folder, "backup");

    /// <summary>A database of the same kind where nothing is yet.</summary>
    protected abstract Task<Database> NewDatabase(string folder);

    [Fact]
    public async Task What_is_taken_while_others_write_comes_back_and_is_clean()
    {
        var photo = await ClaimWithPhoto.AddAsync(House, Cancel);
        var (from, to) = (await House.Open(), await House.Open());
        Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 1)));
        var seal = await new Sealer(House.Database, House.Clock).SealAsync(Cancel);
        using var enough = new CancellationTokenSource();
        var began = new TaskCompletionSource();
        var writing = Task.Run(
            async () =>
            {
                var written = 0;
                for (; !enough.IsCancellationRequested; written++)
                {
                    Assert.Equal(PostOutcome.Done, await House.Post(House.Move(from, to, 1)));
                    began.TrySetResult();
                }
                return written;
            },
            Cancel
        );
        await began.Task;
        var manifest = await Backup.TakeAsync(House.Database, To, House.Clock, cancellation: Cancel);
        await enough.CancelAsync();
        Assert.InRange(manifest.Counts["entry"], 2, 1 + await writing);
        Assert.Equal((1, seal!.Code), (manifest.Attachments, manifest.Seal!.Code));
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(folder),
            e => e.EndsWith(".tmp", StringComparison.Ordinal)
        );

        await using var restored = await NewDatabase(folder);
        await Restore.RunAsync(To, restored, cancellation: Cancel);
        try
        {
            var report = await Verification.Verify(restored, cancellation: Cancel);
            Assert.Empty(report.Faults);
            Assert.Contains(new VerifyCount("entry", manifest.Counts["entry"]), report.Counts);
            Assert.True(new Attachments(restored.AttachmentsFolder).Verify(photo));
            // What is there is never overwritten.
            var refused = await Assert.ThrowsAsync<BackupException>(() =>
                Restore.RunAsync(To, restored, cancellation: Cancel)
            );
            Assert.Equal(BackupFault.DatabaseNotEmpty, refused.Fault);
        }
        finally
        {
            Directory.Delete(restored.AttachmentsFolder, recursive: true);
        }
    }

    [Fact]
    public async Task A_damaged_backup_is_refused_before_anything_is_made()
    {
        var photo = await ClaimWithPhoto.AddAsync(House, Cancel);
        await Backup.TakeAsync(House.Database, To, House.Clock, cancellation: Cancel);
        var taken = await Assert.ThrowsAsync<BackupException>(() =>
            Backup.TakeAsync(House.Database, To, House.Clock, cancellation: Cancel)
        );
        Assert.Equal(BackupFault.TargetExists, taken.Fault);
        var copy = Directory.GetFiles(To, "database.*").Single();
        foreach (var file in (string[])[copy, ClaimWithPhoto.FileOf(To, photo), Path.Combine(To, "attachments.txt")])
        {
            var good = await File.ReadAllBytesAsync(file, Cancel);
            var bad = good.ToArray();
            bad[bad.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(file, bad, Cancel);
            await RefusesAsync(BackupFault.Damaged);
            File.Delete(file);
            await RefusesAsync(BackupFault.Damaged);
            await File.WriteAllBytesAsync(file, good, Cancel);
        }
        var manifest = Path.Combine(To, BackupManifest.FileName);
        var text = await File.ReadAllTextAsync(manifest, Cancel);
        await File.WriteAllTextAsync(manifest, text.Replace("\"format\": 1", "\"format\": 2"), Cancel);
        await RefusesAsync(BackupFault.OtherFormat);
        await File.WriteAllTextAsync(manifest, text[..(text.Length / 2)], Cancel);
        await RefusesAsync(BackupFault.NoManifest);
        File.Delete(manifest);
        await RefusesAsync(BackupFault.NoManifest);
        await File.WriteAllTextAsync(manifest, text.Replace("\"entry\": 0", "\"entry\": 1"), Cancel);
        await RefusesAsync(BackupFault.NotAsBefore);
    }

    [Fact]
    public async Task A_photo_that_was_lost_before_is_named_and_the_rest_is_kept()
    {
        var photo = await ClaimWithPhoto.AddAsync(House, Cancel);
        var other = Path.Combine(folder, "earlier");
        await Backup.TakeAsync(House.Database, other, House.Clock, cancellation: Cancel);
        File.Delete(ClaimWithPhoto.FileOf(House.Database.AttachmentsFolder, photo));
        var manifest = await Backup.TakeAsync(House.Database, To, House.Clock, cancellation: Cancel);
        Assert.Equal([photo], manifest.MissingAttachments);
        // An earlier backup on the same disk still has it.
        var again = Path.Combine(folder, "again");
        manifest = await Backup.TakeAsync(House.Database, again, House.Clock, null, other, Cancel);
        Assert.Empty(manifest.MissingAttachments);
        Assert.NotNull(await Backup.CheckAsync(again, cancellation: Cancel));
    }

    private async Task RefusesAsync(BackupFault fault)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, $"{Guid.NewGuid():N}")).FullName;
        await using var target = await NewDatabase(place);
        var refused = await Assert.ThrowsAsync<BackupException>(() =>
            Restore.RunAsync(To, target, cancellation: Cancel)
        );
        Assert.Equal(fault, refused.Fault);
        foreach (var left in (string[])[target.AttachmentsFolder, ImportFiles.FolderOf(target)])
        {
            if (Directory.Exists(left))
                Directory.Delete(left, recursive: true);
        }
    }

    protected override void Clean() => Directory.Delete(folder, recursive: true);
}

public sealed class SqliteBackupTests : BackupContract
{
    protected override Task<House> NewHouse() => House.OnSqlite();

    protected override Task<Database> NewDatabase(string folder) =>
        Task.FromResult(Database.Open(Path.Combine(folder, "restored", "gulou.db"), App.Model.Parts));
}

public sealed class PostgresBackupTests(PostgresServer server) : BackupContract
{
    protected override Task<House> NewHouse() => House.OnPostgres(server);

    protected override async Task<Database> NewDatabase(string folder) =>
        Database.Open(await server.NewDatabase(durable: false), App.Model.Parts);
}
