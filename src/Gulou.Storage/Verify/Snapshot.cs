using System.Data;
using System.Data.Common;
using Gulou.Storage.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage;

/// <summary>
/// One moment of the database, read as long as it takes while others write. Several queries may be read side by side;
/// on PostgreSQL each needs a connection of its own, and all of them look at the same exported snapshot.
/// </summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private readonly Database database;
    private readonly CancellationToken cancellation;
    private readonly List<Side> all = [];
    private readonly Stack<Side> idle = [];

    private Snapshot(Database database, CancellationToken cancellation)
    {
        this.database = database;
        this.cancellation = cancellation;
    }

    /// <summary>PostgreSQL's name of the snapshot, for others to look at the same moment; null on SQLite.</summary>
    public string? Name { get; private set; }

    public static async Task<Snapshot> OpenAsync(Database database, CancellationToken cancellation)
    {
        var snapshot = new Snapshot(database, cancellation);
        try
        {
            var first = await snapshot.OpenSideAsync();
            if (first.Transaction is not SqliteTransaction)
                snapshot.Name = (string?)
                    await Command(first, "SELECT pg_export_snapshot()").ExecuteScalarAsync(cancellation);
            else
                // A deferred transaction sees its moment from its first reading on.
                await Command(first, "SELECT COUNT(*) FROM sqlite_master").ExecuteScalarAsync(cancellation);
            // The first one holds the snapshot; on SQLite it serves all queries.
            snapshot.idle.Push(first);
            return snapshot;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    /// <summary>The model over the same moment.</summary>
    public GulouDb Db => all[0].Db;

    /// <summary>The connection that holds the moment.</summary>
    public DbConnection Connection => all[0].Transaction.Connection!;

    public async IAsyncEnumerable<DbDataReader> Read(string sql)
    {
        var side = idle.TryPop(out var known) ? known : await OpenSideAsync();
        if (Name is null)
            idle.Push(side);
        await using (var command = Command(side, sql))
        {
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation))
                yield return row;
        }
        if (Name is not null)
            idle.Push(side);
    }

    /// <summary>
    /// The tables there are: a backup is taken before migrations, when the model's newest are still missing.
    /// </summary>
    public async Task<HashSet<string>> TablesAsync()
    {
        var tables = new HashSet<string>();
        var sql = Name is null
            ? "SELECT name FROM sqlite_master WHERE type = 'table'"
            : "SELECT tablename FROM pg_tables WHERE schemaname = ANY (current_schemas(false))";
        await foreach (var table in Read(sql))
            tables.Add(table.GetString(0));
        return tables;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var side in Enumerable.Reverse(all))
        {
            await side.Transaction.DisposeAsync();
            await side.Db.DisposeAsync();
        }
    }

    private static DbCommand Command(Side side, string sql)
    {
        var command = side.Transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        command.Transaction = side.Transaction;
        command.CommandTimeout = 0;
        return command;
    }

    private async Task<Side> OpenSideAsync()
    {
        var db = database.NewContext();
        await db.Database.OpenConnectionAsync(cancellation);
        var connection = db.Database.GetDbConnection();
        var transaction = connection is SqliteConnection sqlite
            ? sqlite.BeginTransaction(deferred: true)
            : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await db.Database.UseTransactionAsync(transaction, cancellation);
        var side = new Side(db, transaction);
        all.Add(side);
        if (Name is not null)
            await Command(side, $"SET TRANSACTION SNAPSHOT '{Name}'").ExecuteNonQueryAsync(cancellation);
        return side;
    }

    private sealed record Side(GulouDb Db, DbTransaction Transaction);
}
