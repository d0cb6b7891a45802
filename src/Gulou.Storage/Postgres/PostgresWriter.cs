using System.Collections;
using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Gulou.Storage.Postgres;

/// <summary>
/// A writing connection to PostgreSQL. A group costs a few round trips whatever its size: rows travel as one array a
/// column. Transactions are read committed; accounts are locked in the order of their keys, so that writers wait for
/// each other and do not deadlock.
/// </summary>
/// <remarks>
/// Its lane is the lowest number whose advisory lock nobody holds, taken with the connection and given back with it:
/// writers of all processes have lanes of their own without being told, and a restart goes on where a chain ended. The
/// lock only keeps them apart; what keeps a chain right is that a number in it is given once (the audit's primary key).
/// </remarks>
internal sealed class PostgresWriter(PostgresDatabase database) : Writer
{
    /// <summary>Names our advisory locks ("Gulu" in ASCII); the lane is the second half.</summary>
    private const int LaneLocks = 0x47756c75;

    private NpgsqlConnection? connection;
    private NpgsqlTransaction? transaction;
    private int lane;
    private bool locking;

    protected override int Lane => lane;

    public override async Task BeginAsync(bool locking)
    {
        this.locking = locking;
        if (connection is null)
            await OpenAsync();
        transaction = await connection!.BeginTransactionAsync();
    }

    public override async Task CommitAsync()
    {
        await transaction!.CommitAsync();
        await transaction.DisposeAsync();
        transaction = null;
    }

    protected override async Task UndoAsync()
    {
        try
        {
            if (transaction is not null)
                await transaction.RollbackAsync();
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone: the next transaction opens a new one.
            await DisposeAsync();
        }
        transaction = null;
    }

    public override GulouDb NewContext() => database.NewContext(transaction!);

    public override bool MayPass(Exception exception) =>
        exception switch
        {
            PostgresException postgres => postgres.SqlState
                is PostgresErrorCodes.DeadlockDetected
                    or PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.LockNotAvailable
                    or PostgresErrorCodes.UniqueViolation // another process was first with the same id or account
                    or PostgresErrorCodes.AdminShutdown
                    or PostgresErrorCodes.CannotConnectNow,
            NpgsqlException => true, // the connection broke
            ChangedMeanwhileException => true,
            DbUpdateException { InnerException: { } inner } => MayPass(inner),
            _ => false,
        };

    public override Task HoldMapAsync() => MapLock.TakeAsync(NewContext());

    public override async ValueTask DisposeAsync()
    {
        if (connection is not null)
            await connection.DisposeAsync();
        connection = null;
    }

    public override async Task<Dictionary<(int Cell, ClientId Id), Earlier>> FindCommandsAsync(
        IReadOnlyList<(int Cell, ClientId Id)> commands
    )
    {
        var found = new Dictionary<(int, ClientId), Earlier>();
        if (commands.Count == 0)
            return found;
        await using var batch = new NpgsqlBatch(connection, transaction);
        Add(batch, PostgresSql.FindCommands, Column(commands, c => c.Cell), Column(commands, c => c.Id.Value));
        await using var row = await ReadAsync(batch);
        while (await row.ReadAsync())
            found[(row.GetInt32(0), new ClientId(row.GetGuid(1)))] = new Earlier(
                row.GetFieldValue<byte[]>(2),
                row.GetInt64(3)
            );
        return found;
    }

    public override async Task InsertAsync(BulkTable table, IReadOnlyList<object> rows)
    {
        var columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        await using var copy = await connection!.BeginBinaryImportAsync(
            $"COPY {table.Name} ({columns}) FROM STDIN (FORMAT BINARY)"
        );
        foreach (var row in rows)
        {
            await copy.StartRowAsync();
            foreach (var column in table.Columns)
            {
                if (column.Value(row) is { } value)
                    await copy.WriteAsync(value, column.StoreType);
                else
                    await copy.WriteNullAsync();
            }
        }
        await copy.CompleteAsync();
    }

    protected override async Task ReadAsync(BookNeeds needs, Book book)
    {
        List<(int Cell, long Id)> accounts = [.. needs.Accounts.Where(a => !book.Knows(a.Cell, a.Id))];
        List<LotsKey> lots = [.. needs.Lots.Where(key => !book.Knows(key))];
        List<(int Cell, ClientId Id)> entries = [.. needs.Entries.Where(e => !book.KnowsWhole(e.Cell, e.Id))];
        List<(int Cell, ClientId Id)> ids =
        [
            .. needs.Ids.Where(e => !book.Knows(e.Cell, e.Id) && !needs.Entries.Contains(e)),
            .. entries,
        ];
        List<(int Cell, long Place)> books =
        [
            .. needs.Books.Where(b => !book.KnowsClosed(b.Cell, b.Place)).OrderBy(b => b.Place),
        ];
        IList[] ofAccounts = [Column(accounts, a => a.Cell), Column(accounts, a => a.Id)];
        IList[] ofLots =
        [
            Column(lots, l => l.Cell),
            Column(lots, l => l.Owner),
            Column(lots, l => (int)l.Kind),
            Column(lots, l => l.Unit),
        ];
        IList[] ofEntries = [Column(entries, e => e.Cell), Column(entries, e => e.Id.Value)];
        await using var batch = new NpgsqlBatch(connection, transaction);
        Write(batch, PostgresSql.LockBooks, Column(books, b => b.Place));
        Write(batch, PostgresSql.FindClosed, Column(books, b => b.Cell), Column(books, b => b.Place));
        if (locking)
            Add(batch, PostgresSql.LockAccounts, [.. ofAccounts, .. ofLots, .. ofEntries]);
        Write(batch, PostgresSql.FindAccounts, ofAccounts);
        Write(batch, PostgresSql.FindLots, ofLots);
        Write(batch, PostgresSql.FindAccountsOfEntries, ofEntries);
        Write(batch, PostgresSql.FindEntries, Column(ids, e => e.Cell), Column(ids, e => e.Id.Value));
        if (batch.BatchCommands.Count == 0)
            return;
        await using var row = await ReadAsync(batch);
        if (books.Count > 0)
        {
            await row.NextResultAsync();
            while (await row.ReadAsync())
                book.LoadClosed(row.GetInt32(0), row.GetInt64(1), LastDay(row.IsDBNull(2) ? null : row.GetInt32(2)));
            await row.NextResultAsync();
        }
        if (locking)
            await row.NextResultAsync();
        var found = new List<Account>();
        for (var kinds = Count(accounts) + Count(lots) + Count(entries); kinds > 0; kinds--)
        {
            while (await row.ReadAsync())
                found.Add(PostgresRows.Account(row));
            await row.NextResultAsync();
        }
        found.ForEach(book.Load);
        if (lots.Count > 0)
        {
            var byLots = found.DistinctBy(account => (account.Cell, account.Id)).ToLookup(account => account.Key.Lots);
            foreach (var key in lots)
                book.LoadLots(key, byLots[key]);
        }
        if (ids.Count > 0)
            await PostgresRows.EntriesAsync(row, book);

        static int Count<T>(List<T> asked) => asked.Count > 0 ? 1 : 0;
    }

    protected override async Task<IReadOnlyList<TimedHold>> TimedHoldsAsync(IReadOnlyList<Account> accounts)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        Add(batch, PostgresSql.FindTimedHolds, Column(accounts, a => a.Cell), Column(accounts, a => a.Id));
        await using var row = await ReadAsync(batch);
        var holds = new List<TimedHold>();
        while (await row.ReadAsync())
            holds.Add(
                new TimedHold(
                    row.GetInt32(0),
                    row.GetInt64(1),
                    new ClientId(row.GetGuid(2)),
                    new Instant(row.GetInt64(3))
                )
            );
        return holds;
    }

    protected override async Task ReadHeadsAsync(IReadOnlyList<int> cells, Dictionary<int, LaneHead> heads)
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        Add(batch, PostgresSql.FindHeads, Column(cells, cell => cell), Column(cells, _ => Lane));
        await using var row = await ReadAsync(batch);
        while (await row.ReadAsync())
            heads[row.GetInt32(0)] = new LaneHead(row.GetInt64(1), row.GetFieldValue<byte[]>(2));
    }

    protected override async Task WriteAsync(
        Book book,
        IReadOnlyList<Done> done,
        IReadOnlyList<KeyValuePair<int, LaneHead>> heads,
        Instant at
    )
    {
        await using var batch = new NpgsqlBatch(connection, transaction);
        AddAccounts(batch, book.Opened);
        var changed = book.Changed.OrderBy(c => c.Account.Cell).ThenBy(c => c.Account.Id).ToList();
        var update = UpdateAccounts(batch, changed);
        AddEntries(batch, done);
        AddAudit(batch, done);
        SetHeads(batch, heads, at);
        await RunAsync(batch);
        if (update is not null && (int)update.RecordsAffected != changed.Count)
            throw new ChangedMeanwhileException();
    }

    private static void AddAccounts(NpgsqlBatch batch, IReadOnlyList<Account> accounts) =>
        Write(
            batch,
            PostgresSql.AddAccounts,
            Column(accounts, a => a.Cell),
            Column(accounts, a => a.Id),
            Column(accounts, a => a.Owner),
            Column(accounts, a => (int)a.Kind),
            Column(accounts, a => a.Unit),
            Column(accounts, a => a.Lot),
            Column(accounts, a => a.Scope.Value),
            Column(accounts, a => (int)a.Limits),
            Column(accounts, a => a.Balance),
            Column(accounts, a => a.HeldOut),
            Column(accounts, a => a.HeldIn),
            Column(accounts, a => a.Version),
            Column(accounts, a => a.NextExpiry?.Micros)
        );

    /// <summary>In the order of their keys, so that writers wait for each other and do not deadlock.</summary>
    private static NpgsqlBatchCommand? UpdateAccounts(
        NpgsqlBatch batch,
        IReadOnlyList<(Account Account, long Stored)> changed
    ) =>
        Write(
            batch,
            PostgresSql.UpdateAccounts,
            Column(changed, c => c.Account.Cell),
            Column(changed, c => c.Account.Id),
            Column(changed, c => c.Stored),
            Column(changed, c => c.Account.Balance),
            Column(changed, c => c.Account.HeldOut),
            Column(changed, c => c.Account.HeldIn),
            Column(changed, c => c.Account.Version),
            Column(changed, c => c.Account.NextExpiry?.Micros)
        );

    private static void AddEntries(NpgsqlBatch batch, IReadOnlyList<Done> done)
    {
        var entries = new List<(RecordedEntry Recorded, Entry Entry, byte[] Hash, AuditRecord Audit)>(done.Count);
        var postings = new List<(Entry Entry, int N, Posting Posting)>(done.Count * 2);
        foreach (var one in done)
        {
            for (var i = 0; i < one.Posted.Count; i++)
            {
                var recorded = one.Posted[i];
                entries.Add((recorded, recorded.Entry, one.Hashes[i], one.Audit));
                for (var n = 0; n < recorded.Postings.Count; n++)
                    postings.Add((recorded.Entry, n, recorded.Postings[n]));
            }
        }
        Write(
            batch,
            PostgresSql.AddEntries,
            Column(entries, e => e.Entry.Cell),
            Column(entries, e => e.Entry.Id.Value),
            Column(entries, e => e.Recorded.RecordedAt.Micros),
            Column(entries, e => Day.ToNumber(e.Entry.EffectiveOn)),
            Column(entries, e => (int)e.Entry.Kind),
            Column(entries, e => e.Entry.Reason),
            Column(entries, e => e.Entry.Memo),
            Column(entries, e => e.Entry.Place),
            Column(entries, e => e.Entry.Scope.Value),
            Column(entries, e => e.Entry.Party),
            Column(entries, e => e.Entry.Subject),
            Column(entries, e => e.Entry.Target?.Value),
            Column(entries, e => e.Entry.Bearer),
            Column(entries, e => e.Entry.Until?.Micros),
            Column(entries, e => e.Audit.Lane),
            Column(entries, e => e.Audit.Seq),
            Column(entries, e => e.Hash)
        );
        Write(
            batch,
            PostgresSql.AddPostings,
            Column(postings, p => p.Entry.Cell),
            Column(postings, p => p.Entry.Id.Value),
            Column(postings, p => p.N),
            Column(postings, p => p.Posting.Account),
            Column(postings, p => p.Posting.Unit),
            Column(postings, p => p.Posting.Amount),
            Column(postings, p => p.Posting.Held),
            Column(postings, p => p.Posting.Balance),
            Column(postings, p => p.Posting.Version)
        );
        AddHolds(batch, postings.FindAll(p => p.Entry.Kind == EntryKind.Hold));
        EndHolds(batch, postings.FindAll(p => p.Entry.Kind != EntryKind.Hold && p.Posting.Held != 0));
    }

    private static void AddHolds(NpgsqlBatch batch, List<(Entry Entry, int N, Posting Posting)> held) =>
        Write(
            batch,
            PostgresSql.AddHolds,
            Column(held, h => h.Entry.Cell),
            Column(held, h => h.Posting.Account),
            Column(held, h => h.Entry.Id.Value),
            Column(held, h => h.Posting.Held),
            Column(held, h => h.Entry.Until?.Micros)
        );

    private static void EndHolds(NpgsqlBatch batch, List<(Entry Entry, int N, Posting Posting)> released) =>
        Write(
            batch,
            PostgresSql.EndHolds,
            Column(released, h => h.Entry.Cell),
            Column(released, h => h.Posting.Account),
            Column(released, h => h.Entry.Target!.Value.Value)
        );

    private static void AddAudit(NpgsqlBatch batch, IReadOnlyList<Done> done) =>
        Write(
            batch,
            PostgresSql.AddAudit,
            Column(done, d => d.Audit.Cell),
            Column(done, d => d.Audit.Lane),
            Column(done, d => d.Audit.Seq),
            Column(done, d => d.Audit.At.Micros),
            Column(done, d => d.Audit.PersonId),
            Column(done, d => d.Audit.AppointmentId),
            Column(done, d => d.Audit.Verb),
            Column(done, d => d.Audit.Place.Value),
            Column(done, d => d.Audit.Subject),
            Column(done, d => d.Audit.CommandId.Value),
            Column(done, d => d.Audit.Content),
            Column(done, d => d.Audit.Written),
            Column(done, d => d.Audit.Hash)
        );

    private void SetHeads(NpgsqlBatch batch, IReadOnlyList<KeyValuePair<int, LaneHead>> heads, Instant at) =>
        Write(
            batch,
            PostgresSql.SetHeads,
            Column(heads, h => h.Key),
            Column(heads, _ => Lane),
            Column(heads, h => h.Value.Seq),
            Column(heads, h => h.Value.Hash),
            Column(heads, _ => at.Micros)
        );

    private async Task OpenAsync()
    {
        connection = await database.Source.OpenConnectionAsync();
        await using var plans = new NpgsqlCommand(PostgresSql.LookUpByKey, connection);
        await plans.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(PostgresSql.TakeLane, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = LaneLocks });
        lane = (int)(await command.ExecuteScalarAsync())!;
    }

    private async Task<NpgsqlDataReader> ReadAsync(NpgsqlBatch batch)
    {
        var began = TimeProvider.System.GetTimestamp();
        var reader = await batch.ExecuteReaderAsync();
        Tell(batch, began);
        return reader;
    }

    private async Task RunAsync(NpgsqlBatch batch)
    {
        var began = TimeProvider.System.GetTimestamp();
        await batch.ExecuteNonQueryAsync();
        Tell(batch, began);
    }

    private void Tell(NpgsqlBatch batch, long began)
    {
        var took = TimeProvider.System.GetElapsedTime(began);
        if (took >= database.Signals.SlowAfter)
            database.Signals.Queried(
                string.Join(";\n", batch.BatchCommands.Cast<NpgsqlBatchCommand>().Select(c => c.CommandText)),
                took
            );
    }

    /// <summary>One column of the rows, as the array it travels in.</summary>
    private static T[] Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var column = new T[rows.Count];
        for (var i = 0; i < column.Length; i++)
            column[i] = value(rows[i]);
        return column;
    }

    /// <summary>Adds a statement over columns, one parameter each.</summary>
    private static NpgsqlBatchCommand Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<IList> columns)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in columns)
            command.Parameters.Add(new NpgsqlParameter { Value = column });
        batch.BatchCommands.Add(command);
        return command;
    }

    /// <summary>Adds a statement over rows, unless there are none.</summary>
    private static NpgsqlBatchCommand? Write(NpgsqlBatch batch, string sql, params ReadOnlySpan<IList> columns) =>
        columns[0].Count > 0 ? Add(batch, sql, columns) : null;
}
