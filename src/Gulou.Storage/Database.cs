using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.Postgres;
using Gulou.Storage.Sqlite;
using Gulou.Storage.Watch;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Gulou.Storage;

/// <summary>
/// A database Gulou lives in: a SQLite file or a PostgreSQL database. Everything above reads through
/// <see cref="NewContext"/> and writes through the command path.
/// </summary>
public abstract class Database(IReadOnlyList<ModelPart> parts, string? attachments) : IAsyncDisposable
{
    protected IReadOnlyList<ModelPart> Parts => parts;

    /// <summary>What is measured of the work on this database.</summary>
    public Signals Signals { get; } = new();

    /// <summary>Which database this is, in words for the operator; never with a password.</summary>
    public abstract string Description { get; }

    /// <summary>How many writers this process runs side by side.</summary>
    internal abstract int Writers { get; }

    /// <summary>A context for reading, not tracking.</summary>
    public abstract GulouDb NewContext();

    internal abstract Writer NewWriter();

    /// <summary>
    /// Reads a copy that a backup holds, so that it is known to be whole; faults that are found in it.
    /// </summary>
    internal abstract Task<VerifyReport?> VerifyCopyAsync(string file, string files, CancellationToken cancellation);

    /// <summary>Which kind it is, as backups name it: <c>sqlite</c> or <c>postgres</c>.</summary>
    public abstract string Engine { get; }

    /// <summary>The name of the database's copy in a backup.</summary>
    internal abstract string CopyName { get; }

    /// <summary>Copies the database as the snapshot sees it into a new file, on the disk when done.</summary>
    internal abstract Task CopyAsync(
        Snapshot snapshot,
        string file,
        Action<long, long> progress,
        CancellationToken cancellation
    );

    /// <summary>Whether there is nothing yet that a restore would overwrite.</summary>
    internal abstract Task<bool> IsEmptyAsync(CancellationToken cancellation);

    /// <summary>Makes the database, which is empty, from a copy.</summary>
    internal abstract Task LoadCopyAsync(string file, CancellationToken cancellation);

    /// <summary>Whether a schema knows seals.</summary>
    internal static bool HasSeals(IEnumerable<string> schema) =>
        schema.Any(migration => migration.EndsWith("_Seals", StringComparison.Ordinal));

    /// <summary>
    /// Lets the database look at tables that were filled in bulk, so that statements it planned before are planned
    /// anew.
    /// </summary>
    internal virtual Task LearnAsync(IReadOnlyList<string> tables, CancellationToken cancellation) =>
        Task.CompletedTask;

    /// <summary>Where attachments lie.</summary>
    public string AttachmentsFolder => attachments ?? UsualAttachments;

    /// <summary>Where attachments lie when nobody said.</summary>
    protected abstract string UsualAttachments { get; }

    /// <summary>
    /// The turn of this process to run a job, until it is given back; null while another has it. The turn ends with the
    /// process, however that ends.
    /// </summary>
    public abstract Task<IAsyncDisposable?> TakeTurnAsync(string job, CancellationToken cancellation = default);

    /// <summary>
    /// Opens the database that <c>--db</c> names: a PostgreSQL connection string or URL, else a SQLite file.
    /// </summary>
    /// <param name="db">What <c>--db</c> says.</param>
    /// <param name="parts">What the areas add to the model.</param>
    /// <param name="attachments">Where attachments lie; null for the usual place.</param>
    public static Database Open(string db, IReadOnlyList<ModelPart> parts, string? attachments = null) =>
        IsPostgres(db) ? new PostgresDatabase(db, parts, attachments) : new SqliteDatabase(db, parts, attachments);

    /// <summary>
    /// Whether the migrations bring about the model is a test's question: asked at each start, it builds and compares
    /// the whole model twice.
    /// </summary>
    protected static void TrustTheMigrations(WarningsConfigurationBuilder warnings) =>
        warnings.Ignore(RelationalEventId.PendingModelChangesWarning);

    /// <summary>Whether this names a PostgreSQL database and not a file.</summary>
    public static bool IsPostgres(string db) =>
        db.Contains("Host=", StringComparison.OrdinalIgnoreCase) || db.StartsWith("postgres", StringComparison.Ordinal);

    /// <summary>Brings the schema to this program's version.</summary>
    /// <exception cref="NewerSchemaException">A newer program has worked on it.</exception>
    public async Task MigrateAsync(CancellationToken cancellation = default)
    {
        await using var db = NewContext();
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        if (applied.Find(migration => !known.Contains(migration)) is { } newer)
            throw new NewerSchemaException(newer);
        // Asking for nothing needs no right to change tables.
        if (applied.Count == known.Count)
            return;
        await db.Database.MigrateAsync(cancellation);
    }

    public abstract ValueTask DisposeAsync();
}

/// <summary>The database knows what this program does not: it must not be touched.</summary>
/// <param name="migration">The newest of its migrations.</param>
public sealed class NewerSchemaException(string migration) : Exception($"newer schema: {migration}")
{
    public string Migration => migration;
}
