using System.Security.Cryptography;
using Gulou.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Backups;

/// <summary>
/// A copy of one moment of the database, with the files its rows refer to and a manifest that proves both; made while
/// others write. It is a folder: written under another name, flushed, checked, and only then named as asked. The key
/// file is never in it.
/// </summary>
public static class Backup
{
    internal const string AttachmentList = "attachments.txt";
    internal const string AttachmentFolder = "files";
    private const string VerifiedMark = "verified";

    /// <summary>Takes a backup into a folder that must not exist yet.</summary>
    /// <param name="database">What is backed up; of any older version too.</param>
    /// <param name="to">The folder to make.</param>
    /// <param name="clock">Tells when it was taken.</param>
    /// <param name="progress">Told how far it has come.</param>
    /// <param name="earlier">
    /// An earlier backup on the same disk: files that it has too are shared with it and take no room again.
    /// </param>
    /// <param name="cancellation">Stops it; nothing is left behind.</param>
    /// <exception cref="BackupException">It cannot be taken.</exception>
    public static async Task<BackupManifest> TakeAsync(
        Database database,
        string to,
        TimeProvider clock,
        IProgress<BackupStep>? progress = null,
        string? earlier = null,
        CancellationToken cancellation = default
    )
    {
        to = Path.TrimEndingDirectorySeparator(Path.GetFullPath(to));
        if (Path.Exists(to))
            throw new BackupException(BackupFault.TargetExists, to);
        var parent = Path.GetDirectoryName(to)!;
        Directory.CreateDirectory(parent);
        var half = $"{to}.{Guid.NewGuid():N}.tmp";
        Directory.CreateDirectory(half);
        try
        {
            var manifest = await FillAsync(database, half, clock, progress, earlier, cancellation);
            await CheckAsync(half, progress, cancellation);
            Disk.FlushDirectory(half);
            Directory.Move(half, to);
            Disk.FlushDirectory(parent);
            return manifest;
        }
        finally
        {
            if (Directory.Exists(half))
                Directory.Delete(half, recursive: true);
        }
    }

    /// <summary>Compares every file of a backup with its manifest.</summary>
    /// <exception cref="BackupException">Something is gone or not as it was written.</exception>
    public static async Task<BackupManifest> CheckAsync(
        string folder,
        IProgress<BackupStep>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var manifest = await BackupManifest.ReadAsync(folder, cancellation);
        foreach (var file in (BackupFile[])[manifest.Database, manifest.AttachmentList])
        {
            progress?.Report(new BackupStep("check", 0, 0));
            var path = Path.Combine(folder, file.Name);
            if (!File.Exists(path) || await DescribeAsync(folder, file.Name, cancellation) != file)
                throw new BackupException(BackupFault.Damaged, path);
        }
        var files = new Attachments(Path.Combine(folder, AttachmentFolder));
        var checkedFiles = 0;
        await foreach (var name in NamesAsync(folder, cancellation))
        {
            progress?.Report(new BackupStep("check", checkedFiles++, manifest.Attachments));
            if (!files.Verify(name))
                throw new BackupException(BackupFault.Damaged, name);
        }
        return manifest;
    }

    /// <summary>
    /// Reads the copy in a backup as a whole and marks the backup as verified; with faults it is not marked. A dump of
    /// PostgreSQL is only read: what it says is verified when it is restored.
    /// </summary>
    /// <returns>The faults of an embedded database's copy; null for a dump.</returns>
    public static async Task<VerifyReport?> VerifyAsync(
        Database database,
        string folder,
        CancellationToken cancellation = default
    )
    {
        var copy = Path.Combine(folder, database.CopyName);
        var report = await database.VerifyCopyAsync(copy, Path.Combine(folder, AttachmentFolder), cancellation);
        if (report is null or { IsClean: true })
            await File.WriteAllTextAsync(Path.Combine(folder, VerifiedMark), "", cancellation);
        return report;
    }

    /// <summary>Whether a backup was found to be whole.</summary>
    public static bool IsVerified(string folder) => File.Exists(Path.Combine(folder, VerifiedMark));

    /// <summary>The names of the attachments in a backup.</summary>
    internal static IAsyncEnumerable<string> NamesAsync(string folder, CancellationToken cancellation) =>
        File.ReadLinesAsync(Path.Combine(folder, AttachmentList), cancellation);

    private static async Task<BackupManifest> FillAsync(
        Database database,
        string folder,
        TimeProvider clock,
        IProgress<BackupStep>? progress,
        string? earlier,
        CancellationToken cancellation
    )
    {
        await using var snapshot = await Snapshot.OpenAsync(database, cancellation);
        var takenAt = clock.GetUtcNow();
        await database.CopyAsync(
            snapshot,
            Path.Combine(folder, database.CopyName),
            (done, all) => progress?.Report(new BackupStep("database", done, all)),
            cancellation
        );
        var (taken, missing) = await TakeFilesAsync(database, snapshot, folder, progress, earlier, cancellation);
        var schema = (await snapshot.Db.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        var manifest = new BackupManifest
        {
            Format = BackupManifest.CurrentFormat,
            TakenAt = takenAt,
            Engine = database.Engine,
            Schema = schema,
            Database = await DescribeAsync(folder, database.CopyName, cancellation),
            AttachmentList = await DescribeAsync(folder, AttachmentList, cancellation),
            Attachments = taken,
            MissingAttachments = missing,
            Counts = await CountsAsync(snapshot),
            Heads = await HeadsAsync(snapshot),
            Seal = Database.HasSeals(schema) ? await SealAsync(snapshot) : null,
        };
        await manifest.WriteAsync(folder, cancellation);
        return manifest;
    }

    private static async Task<(int Taken, List<string> Missing)> TakeFilesAsync(
        Database database,
        Snapshot snapshot,
        string folder,
        IProgress<BackupStep>? progress,
        string? earlier,
        CancellationToken cancellation
    )
    {
        var copy = new AttachmentCopy(
            new Attachments(database.AttachmentsFolder),
            Path.Combine(folder, AttachmentFolder),
            earlier is null ? null : new Attachments(Path.Combine(earlier, AttachmentFolder))
        );
        var missing = new List<string>();
        var taken = 0;
        await using (var list = new StreamWriter(Path.Combine(folder, AttachmentList)))
        {
            await foreach (var name in AttachmentColumn.NamesAsync(snapshot))
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Report(new BackupStep("files", taken, 0));
                if (copy.Take(name))
                {
                    taken++;
                    await list.WriteLineAsync(name);
                }
                else
                    missing.Add(name);
            }
            await list.FlushAsync(cancellation);
            ((FileStream)list.BaseStream).Flush(flushToDisk: true);
        }
        copy.Flush();
        return (taken, missing);
    }

    private static async Task<BackupFile> DescribeAsync(string folder, string name, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(Path.Combine(folder, name));
        var hash = await SHA256.HashDataAsync(file, cancellation);
        return new BackupFile(name, file.Length, Convert.ToHexStringLower(hash));
    }

    internal static async Task<SortedDictionary<string, long>> CountsAsync(Snapshot snapshot)
    {
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var tables = await snapshot.TablesAsync();
        foreach (var table in VerificationSql.Counted.Where(tables.Contains))
        {
            await foreach (var row in snapshot.Read($"SELECT COUNT(*) FROM {table}"))
                counts[table] = row.GetInt64(0);
        }
        return counts;
    }

    internal static async Task<List<BackupHead>> HeadsAsync(Snapshot snapshot)
    {
        var heads = new List<BackupHead>();
        await foreach (var row in snapshot.Read(VerificationSql.Heads))
            heads.Add(
                new BackupHead(
                    row.GetInt32(0),
                    row.GetInt32(1),
                    row.GetInt64(2),
                    Convert.ToHexStringLower((byte[])row.GetValue(3))
                )
            );
        return [.. heads.OrderBy(h => h.Cell).ThenBy(h => h.Lane)];
    }

    internal static async Task<BackupSeal?> SealAsync(Snapshot snapshot)
    {
        var last = await snapshot.Db.Seals.OrderByDescending(s => s.Number).FirstOrDefaultAsync();
        if (last is null)
            return null;
        var seal = new Kernel.Audit.Seal(last.Number, last.At, last.Hash);
        return new BackupSeal(seal.Number, Utc(seal.At), seal.Code, Convert.ToHexStringLower(seal.Hash));
    }

    private static DateTimeOffset Utc(Instant at) => at.InShanghai.ToUniversalTime();
}
