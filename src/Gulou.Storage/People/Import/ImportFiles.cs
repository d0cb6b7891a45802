using System.Security.Cryptography;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People.Import;

/// <summary>
/// What an import keeps on the disk, sealed, while it needs it: the file as handed in, the plan, the findings and the
/// moves to offer. Not part of backups: a list can be handed in again.
/// </summary>
public sealed class ImportFiles(string folder, Vault vault)
{
    public const long MostBytes = 200L * 1024 * 1024;

    /// <summary>How long an upload may take: what is older and belongs to no import was cut off by a crash.</summary>
    private static readonly TimeSpan LongestUpload = TimeSpan.FromDays(1);

    private const string Upload = "list";
    private const string PlanName = "plan";
    private const string FindingsName = "findings";
    private const string OffersName = "offers";
    private const string LockName = "lock";

    public static ImportFiles Of(Database database, Vault vault) => new(FolderOf(database), vault);

    /// <summary>Where a database's lists lie.</summary>
    internal static string FolderOf(Database database) => Path.ChangeExtension(database.AttachmentsFolder, ".imports");

    /// <summary>What a restore left to be said.</summary>
    internal RestoreMark RestoreMark => new(folder);

    /// <summary>
    /// Keeps what was handed in; its keyed hash, or null when it is too large or empty. What is cut off leaves nothing.
    /// </summary>
    public async Task<byte[]?> KeepAsync(long import, Stream content, CancellationToken cancellation)
    {
        try
        {
            if (await WriteAsync(import, content, cancellation) is { } hash)
                return hash;
        }
        catch
        {
            Remove(import);
            throw;
        }
        Remove(import);
        return null;
    }

    private async Task<byte[]?> WriteAsync(long import, Stream content, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder(import));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var bytes = 0L;
        await using (var file = SealedStream.Create(PathOf(import, Upload), vault))
        {
            var chunk = new byte[81920];
            for (int read; (read = await content.ReadAsync(chunk, cancellation)) > 0; )
            {
                bytes += read;
                if (bytes > MostBytes)
                    break;
                hash.AppendData(chunk, 0, read);
                file.Write(chunk, 0, read);
            }
        }
        return bytes is > 0 and <= MostBytes ? vault.Fingerprint(hash.GetHashAndReset()) : null;
    }

    public bool Has(long import) => File.Exists(PathOf(import, Upload));

    public bool HasPlan(long import) => File.Exists(PathOf(import, PlanName));

    public Stream OpenList(long import) => SealedStream.Open(PathOf(import, Upload), vault);

    /// <summary>The imports that lie on this machine.</summary>
    public IReadOnlyList<long> All() =>
        Directory.Exists(folder)
            ?
            [
                .. Directory
                    .GetDirectories(folder)
                    .Select(Path.GetFileName)
                    .Where(n => long.TryParse(n, out _))
                    .Select(n => long.Parse(n!, null)),
            ]
            : [];

    /// <summary>
    /// Whether what lies here cannot belong to an upload that is still going on: nothing of it was written for a day.
    /// </summary>
    public bool IsLeftBehind(long import)
    {
        var folderOf = new DirectoryInfo(Folder(import));
        if (!folderOf.Exists)
            return false;
        var last = folderOf.EnumerateFiles().Select(f => f.LastWriteTimeUtc).Append(folderOf.LastWriteTimeUtc).Max();
        return TimeProvider.System.GetUtcNow().UtcDateTime - last > LongestUpload;
    }

    /// <summary>How many sealed files lie here by the number of the key they were made with.</summary>
    public IReadOnlyDictionary<byte, int> KeyVersions() =>
        All()
            .SelectMany(import => Directory.GetFiles(Folder(import)))
            .Where(path => Path.GetFileName(path) != LockName)
            .Select(SealedStream.VersionOf)
            .OfType<byte>()
            .GroupBy(version => version)
            .ToDictionary(files => files.Key, files => files.Count());

    /// <summary>Takes the import for this process; null while another works on it.</summary>
    public IDisposable? Take(long import)
    {
        try
        {
            Directory.CreateDirectory(Folder(import));
            return new FileStream(PathOf(import, LockName), FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Removes all that is kept of it.</summary>
    public void Remove(long import)
    {
        if (Directory.Exists(Folder(import)))
            Directory.Delete(Folder(import), recursive: true);
    }

    /// <summary>Writes plan, findings and offers; they appear when all are whole.</summary>
    public PlanWriter NewPlan(long import)
    {
        return new(New(PlanName), New(FindingsName), New(OffersName), Keep);

        SealedStream New(string name) => SealedStream.Create(PathOf(import, name + ".new"), vault);

        void Keep()
        {
            // The plan last: where it is, the others are.
            foreach (var name in (string[])[OffersName, FindingsName, PlanName])
                File.Move(PathOf(import, name + ".new"), PathOf(import, name), overwrite: true);
            Disk.FlushDirectory(Folder(import));
        }
    }

    /// <summary>The households of the plan, in the order of the list.</summary>
    public IEnumerable<PlannedHousehold> Plan(long import)
    {
        using var file = new BinaryReader(
            new BufferedStream(SealedStream.Open(PathOf(import, PlanName), vault), 64 * 1024)
        );
        while (file.ReadBoolean())
            yield return PlannedHousehold.Read(file);
    }

    /// <summary>Who is registered elsewhere and may be moved, in the order of the rows.</summary>
    public IEnumerable<MoveOffer> Offers(long import)
    {
        if (!File.Exists(PathOf(import, OffersName)))
            yield break;
        using var file = new BinaryReader(
            new BufferedStream(SealedStream.Open(PathOf(import, OffersName), vault), 64 * 1024)
        );
        while (file.ReadInt32() is var row and > 0)
            yield return MoveOffer.Read(file, row);
    }

    /// <summary>What was found, in the order of the rows.</summary>
    public IEnumerable<Finding> Findings(long import)
    {
        if (!File.Exists(PathOf(import, FindingsName)))
            yield break;
        using var file = new BinaryReader(
            new BufferedStream(SealedStream.Open(PathOf(import, FindingsName), vault), 64 * 1024)
        );
        while (file.ReadInt32() is var row and > 0)
        {
            var column = file.ReadSByte() is var field and >= 0 ? (ListField?)field : null;
            yield return new Finding(row, column, (FindingKind)file.ReadByte(), file.ReadString());
        }
    }

    private string Folder(long import) => Path.Combine(folder, $"{import}");

    private string PathOf(long import, string name) => Path.Combine(Folder(import), name);
}
