using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.Postgres;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage;

/// <summary>
/// A database Gulou lives in: a SQLite file or a PostgreSQL database. Everything above reads through
/// <see cref="NewContext"/> and writes through the command path.
/// </summary>
public abstract class Database(IReadOnlyList<ModelPart> parts) : IAsyncDisposable
{
    protected IReadOnlyList<ModelPart> Parts => parts;

    /// <summary>Which database this is, in words for the operator; never with a password.</summary>
    public abstract string Description { get; }

    /// <summary>How many writers this process runs side by side.</summary>
    internal abstract int Writers { get; }

    /// <summary>A context for reading, not tracking.</summary>
    public abstract GulouDb NewContext();

    internal abstract Writer NewWriter();

    /// <summary>
    /// Whether this transaction alone does this work now, until it ends: of all processes on the database. Where a
    /// transaction that writes is alone anyway, always.
    /// </summary>
    internal abstract Task<bool> TryBeAloneAsync(GulouDb db, AloneWith work, CancellationToken cancellation);

    /// <summary>Where attachments lie.</summary>
    public abstract string AttachmentsFolder { get; }

    /// <summary>
    /// Opens the database that <c>--db</c> names: a PostgreSQL connection string or URL, else a SQLite file.
    /// </summary>
    public static Database Open(string db, IReadOnlyList<ModelPart> parts) =>
        db.Contains("Host=", StringComparison.OrdinalIgnoreCase) || db.StartsWith("postgres", StringComparison.Ordinal)
            ? new PostgresDatabase(db, parts)
            : new SqliteDatabase(db, parts);

    /// <summary>Brings the schema to this program's version.</summary>
    public async Task MigrateAsync(CancellationToken cancellation = default)
    {
        await using var db = NewContext();
        await db.Database.MigrateAsync(cancellation);
    }

    public abstract ValueTask DisposeAsync();
}
