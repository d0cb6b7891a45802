using Gulou.Kernel.Values;
using Gulou.Storage.People.Import;

namespace Gulou.Storage.Backups;

/// <summary>
/// Puts a backup into a database that does not exist yet, brings it to this program's version, and proves that it is
/// what the manifest says. What there is is never overwritten.
/// </summary>
public static class Restore
{
    /// <summary>Restores; afterwards the database is to be verified as any other.</summary>
    /// <exception cref="BackupException">It cannot be restored, or is not what it was.</exception>
    public static async Task<BackupManifest> RunAsync(
        string folder,
        Database database,
        IProgress<BackupStep>? progress = null,
        CancellationToken cancellation = default
    )
    {
        if (!await database.IsEmptyAsync(cancellation))
            throw new BackupException(BackupFault.DatabaseNotEmpty, database.Description);
        var manifest = await BackupManifest.ReadAsync(folder, cancellation);
        if (manifest.Engine != database.Engine)
            throw new BackupException(BackupFault.OtherEngine, manifest.Engine);
        await Backup.CheckAsync(folder, progress, cancellation);
        var mark = new RestoreMark(ImportFiles.FolderOf(database));
        try
        {
            await TakeFilesAsync(folder, manifest, database, progress, cancellation);
            // Before there is a database: its lists must never seem to be under way.
            mark.Leave(Instant.From(manifest.TakenAt));
            progress?.Report(new BackupStep("database", 0, 0));
            await database.LoadCopyAsync(Path.Combine(folder, manifest.Database.Name), cancellation);
        }
        catch when (Directory.Exists(database.AttachmentsFolder))
        {
            // It was not there before: the next try must find the place empty again.
            Directory.Delete(database.AttachmentsFolder, recursive: true);
            throw;
        }
        progress?.Report(new BackupStep("migrate", 0, 0));
        await database.MigrateAsync(cancellation);
        await CompareAsync(manifest, database, cancellation);
        if ((await new ImportReader(database).OpenAsync(new Instant(long.MaxValue), 1, cancellation)).Count == 0)
            mark.Forget();
        return manifest;
    }

    private static async Task TakeFilesAsync(
        string folder,
        BackupManifest manifest,
        Database database,
        IProgress<BackupStep>? progress,
        CancellationToken cancellation
    )
    {
        var from = new Attachments(Path.Combine(folder, Backup.AttachmentFolder));
        var copy = new AttachmentCopy(from, database.AttachmentsFolder);
        var done = 0;
        await foreach (var name in Backup.NamesAsync(folder, cancellation))
        {
            progress?.Report(new BackupStep("files", done++, manifest.Attachments));
            if (!copy.Take(name))
                throw new BackupException(BackupFault.Damaged, name);
        }
        copy.Flush();
    }

    private static async Task CompareAsync(BackupManifest manifest, Database database, CancellationToken cancellation)
    {
        await using var snapshot = await Snapshot.OpenAsync(database, cancellation);
        var counts = await Backup.CountsAsync(snapshot);
        foreach (var (table, count) in manifest.Counts)
        {
            if (counts.GetValueOrDefault(table) != count)
                throw new BackupException(BackupFault.NotAsBefore, table);
        }
        if (!(await Backup.HeadsAsync(snapshot)).SequenceEqual(manifest.Heads))
            throw new BackupException(BackupFault.NotAsBefore, "lane_head");
        if (manifest.Seal is { } seal && await Backup.SealAsync(snapshot) != seal)
            throw new BackupException(BackupFault.NotAsBefore, "seal");
    }
}
