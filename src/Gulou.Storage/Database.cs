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
    /// Lets the database look at tables that were filled in bulk, so that statements it planned before are planned anew.
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
    public async Task MigrateAsync(CancellationToken cancellation = default)
    {
        await using var db = NewContext();
        await db.Database.MigrateAsync(cancellation);
    }

    public abstract ValueTask DisposeAsync();
}
