using System.Text.Encodings.Web;
using System.Text.Json;

namespace Gulou.Storage.Backups;

/// <summary>What a backup is and what must be found in it: <c>manifest.json</c>, written last.</summary>
public sealed record BackupManifest
{
    public const string FileName = "manifest.json";

    /// <summary>The only form there is so far.</summary>
    public const int CurrentFormat = 1;

    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required int Format { get; init; }

    /// <summary>When, in UTC.</summary>
    public required DateTimeOffset TakenAt { get; init; }

    /// <summary>Which kind of database: <c>sqlite</c> or <c>postgres</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>The migrations it had, the newest last.</summary>
    public required IReadOnlyList<string> Schema { get; init; }

    /// <summary>The copy of the database.</summary>
    public required BackupFile Database { get; init; }

    /// <summary>The list of the attachments' names, one a line; each is the SHA-256 of its file.</summary>
    public required BackupFile AttachmentList { get; init; }

    public required int Attachments { get; init; }

    /// <summary>Files that rows refer to and that were gone or damaged when the backup was made.</summary>
    public IReadOnlyList<string> MissingAttachments { get; init; } = [];

    /// <summary>Rows by table.</summary>
    public required IReadOnlyDictionary<string, long> Counts { get; init; }

    /// <summary>Where each audit chain ended.</summary>
    public required IReadOnlyList<BackupHead> Heads { get; init; }

    /// <summary>The newest seal; null before the first.</summary>
    public BackupSeal? Seal { get; init; }

    /// <summary>Reads a backup's manifest.</summary>
    /// <exception cref="BackupException">There is none, or it cannot be read.</exception>
    public static async Task<BackupManifest> ReadAsync(string folder, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new BackupException(BackupFault.NoManifest, folder);
        try
        {
            await using var file = File.OpenRead(path);
            var manifest = await JsonSerializer.DeserializeAsync<BackupManifest>(file, Form, cancellation);
            return manifest is { Format: CurrentFormat }
                ? manifest
                : throw new BackupException(BackupFault.OtherFormat, path);
        }
        catch (JsonException problem)
        {
            throw new BackupException(BackupFault.NoManifest, $"{path}: {problem.Message}");
        }
    }

    internal async Task WriteAsync(string folder, CancellationToken cancellation)
    {
        await using var file = File.Create(Path.Combine(folder, FileName));
        await JsonSerializer.SerializeAsync(file, this, Form, cancellation);
        file.Flush(flushToDisk: true);
    }
}

/// <summary>A file of a backup.</summary>
/// <param name="Name">Within the backup's folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Lower-case hex.</param>
public sealed record BackupFile(string Name, long Bytes, string Sha256);

/// <summary>The end of an audit chain; the hash is lower-case hex.</summary>
public sealed record BackupHead(int Cell, int Lane, long Seq, string Hash);

/// <summary>A seal; the hash is lower-case hex.</summary>
public sealed record BackupSeal(long Number, DateTimeOffset At, string Code, string Hash);
