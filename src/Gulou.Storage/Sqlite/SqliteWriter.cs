using Gulou.Kernel.Audit;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Sqlite;

/// <summary>
/// The one writer of a SQLite file. Its statements are prepared once and live as long as the connection.
/// </summary>
internal sealed class SqliteWriter(SqliteDatabase database, int lane) : Writer(lane)
{
    private const string AccountColumns =
        "cell, id, owner, kind, unit, lot, scope, limits, balance, held_out, held_in, version, next_expiry";

    private SqliteConnection? connection;
    private SqliteTransaction? transaction;
    private Statements? sql;

    public override Task BeginAsync()
    {
        if (connection is null)
        {
            connection = new SqliteConnection(database.ConnectionString);
            connection.Open();
            using var setup = connection.CreateCommand();
            setup.CommandText = """
                PRAGMA journal_mode = WAL;
                PRAGMA synchronous = FULL;
                PRAGMA recursive_triggers = ON;
                PRAGMA busy_timeout = 10000;
                PRAGMA cache_size = -65536;
                """;
            setup.ExecuteNonQuery();
            sql = new Statements(connection);
        }
        transaction = connection.BeginTransaction(deferred: false);
        sql!.Use(transaction);
        return Task.CompletedTask;
    }

    public override Task CommitAsync()
    {
        transaction!.Commit();
        transaction.Dispose();
        transaction = null;
        return Task.CompletedTask;
    }

    public override async Task RollbackAsync()
    {
        try
        {
            transaction?.Rollback();
        }
        catch (Exception exception) when (exception is SqliteException or InvalidOperationException)
        {
            // The connection is not to be trusted any more: the next transaction opens a new one.
            await DisposeAsync();
        }
        transaction?.Dispose();
        transaction = null;
    }

    public override GulouDb NewContext() => database.NewContext(connection!, transaction!);

    public override bool MayPass(Exception exception) =>
        exception switch
        {
            SqliteException { SqliteErrorCode: 5 or 6 } => true, // busy, locked
            DbUpdateException { InnerException: SqliteException { SqliteErrorCode: 5 or 6 } } => true,
            _ => false,
        };

    public override ValueTask DisposeAsync()
    {
        sql?.Dispose();
        sql = null;
        connection?.Dispose();
        connection = null;
        return ValueTask.CompletedTask;
    }

    public override Task<Dictionary<(int Cell, ClientId Id), Earlier>> FindCommandsAsync(
        IReadOnlyList<(int Cell, ClientId Id)> commands
    )
    {
        var found = new Dictionary<(int, ClientId), Earlier>();
        foreach (var (cell, id) in commands)
        {
            using var row = sql!.FindCommand.Read(cell, id);
            if (row.Read())
                found[(cell, id)] = new Earlier((byte[])row[0], row.GetInt64(1));
        }
        return Task.FromResult(found);
    }

    public override Task LoadAsync(BookNeeds needs, Book book, Instant now)
    {
        foreach (var (cell, id) in needs.Entries)
        {
            if (!book.Knows(cell, id))
                LoadEntry(book, cell, id);
        }
        foreach (var (cell, id) in needs.Accounts)
            LoadAccount(book, cell, id);
        foreach (var key in needs.Lots)
        {
            if (!book.Knows(key))
                book.LoadLots(key, Accounts(sql!.FindLots, key.Cell, key.Owner, (int)key.Kind, key.Unit));
        }
        ExpireOverdue(book, now);
        return Task.CompletedTask;
    }

    protected override Task<LaneHead> LaneHeadAsync(int cell)
    {
        using var row = sql!.FindHead.Read(cell, Lane);
        return Task.FromResult(row.Read() ? new LaneHead(row.GetInt64(0), (byte[])row[1]) : LaneHead.Start);
    }

    protected override Task WriteAsync(Book book, IReadOnlyList<Done> done)
    {
        var opened = new HashSet<(int, long)>();
        foreach (var a in book.Opened)
        {
            opened.Add((a.Cell, a.Id));
            sql!.AddAccount.Run(
                a.Cell,
                a.Id,
                a.Owner,
                (int)a.Kind,
                a.Unit,
                a.Lot,
                a.Scope.Value,
                (int)a.Limits,
                a.Balance,
                a.HeldOut,
                a.HeldIn,
                a.Version,
                a.NextExpiry?.Micros
            );
        }
        foreach (var a in book.Touched)
        {
            if (!opened.Contains((a.Cell, a.Id)))
                sql!.UpdateAccount.Run(a.Cell, a.Id, a.Balance, a.HeldOut, a.HeldIn, a.Version, a.NextExpiry?.Micros);
        }
        foreach (var one in done)
        {
            for (var i = 0; i < one.Posted.Count; i++)
                WriteEntry(one.Posted[i], one.Hashes[i], one.Audit);
            WriteAudit(one.Audit);
        }
        foreach (var cell in done.GroupBy(one => one.Audit.Cell))
        {
            var last = cell.Last().Audit;
            sql!.SetHead.Run(last.Cell, last.Lane, last.Seq, last.Hash);
        }
        return Task.CompletedTask;
    }

    private void WriteEntry(RecordedEntry recorded, byte[] hash, AuditRecord audit)
    {
        var e = recorded.Entry;
        var id = SqliteDb.ToBytes(e.Id);
        sql!.AddEntry.Run(
            e.Cell,
            id,
            recorded.RecordedAt.Micros,
            Day.ToNumber(e.EffectiveOn),
            (int)e.Kind,
            e.Reason,
            e.Memo,
            e.Place,
            e.Scope.Value,
            e.Party,
            e.Subject,
            Bytes(e.Target),
            e.Until?.Micros,
            audit.Lane,
            audit.Seq,
            hash
        );
        for (var n = 0; n < recorded.Postings.Count; n++)
        {
            var p = recorded.Postings[n];
            sql.AddPosting.Run(e.Cell, id, n, p.Account, p.Unit, p.Amount, p.Held, p.Balance, p.Version);
            if (e.Kind == EntryKind.Hold)
                sql.AddHold.Run(e.Cell, p.Account, id, p.Held, e.Until?.Micros);
            else if (p.Held != 0)
                sql.EndHold.Run(e.Cell, p.Account, Bytes(e.Target));
        }
    }

    private void WriteAudit(AuditRecord a) =>
        sql!.AddAudit.Run(
            a.Cell,
            a.Lane,
            a.Seq,
            a.At.Micros,
            a.PersonId,
            a.AppointmentId,
            a.Verb,
            a.Place.Value,
            a.Subject,
            SqliteDb.ToBytes(a.CommandId),
            a.Content,
            a.Written,
            a.Hash
        );

    private void LoadAccount(Book book, int cell, long id)
    {
        if (book.Knows(cell, id))
            return;
        foreach (var account in Accounts(sql!.FindAccount, cell, id))
            book.Load(account);
    }

    private static List<Account> Accounts(Statement statement, params ReadOnlySpan<object?> values)
    {
        var accounts = new List<Account>();
        using var row = statement.Read(values);
        while (row.Read())
        {
            accounts.Add(
                new Account
                {
                    Cell = row.GetInt32(0),
                    Id = row.GetInt64(1),
                    Owner = row.GetInt64(2),
                    Kind = (AccountKind)row.GetInt32(3),
                    Unit = row.GetInt64(4),
                    Lot = row.GetInt64(5),
                    Scope = new PlaceKey(row.GetInt64(6)),
                    Limits = (Limits)row.GetInt32(7),
                    Balance = row.GetInt64(8),
                    HeldOut = row.GetInt64(9),
                    HeldIn = row.GetInt64(10),
                    Version = row.GetInt64(11),
                    NextExpiry = row.IsDBNull(12) ? null : new Instant(row.GetInt64(12)),
                }
            );
        }
        return accounts;
    }

    /// <summary>An entry with its accounts, or the knowledge that there is none.</summary>
    private RecordedEntry? LoadEntry(Book book, int cell, ClientId id)
    {
        if (book.Knows(cell, id))
            return book.Find(cell, id);
        var bytes = SqliteDb.ToBytes(id);
        var postings = new List<Posting>();
        using (var row = sql!.FindPostings.Read(cell, bytes))
        {
            while (row.Read())
            {
                postings.Add(
                    new Posting(
                        row.GetInt64(0),
                        row.GetInt64(1),
                        row.GetInt64(2),
                        row.GetInt64(3),
                        row.GetInt64(4),
                        row.GetInt64(5)
                    )
                );
            }
        }
        RecordedEntry? recorded = null;
        if (postings.Count > 0)
        {
            using var row = sql.FindEntry.Read(cell, bytes);
            row.Read();
            var kind = (EntryKind)row.GetInt32(2);
            var entry = new Entry
            {
                Id = id,
                Cell = cell,
                Kind = kind,
                EffectiveOn = Day.FromNumber(row.GetInt32(1)),
                Reason = row.GetString(3),
                Memo = row.GetString(4),
                Place = row.GetInt64(5),
                Scope = new PlaceKey(row.GetInt64(6)),
                Party = row.IsDBNull(7) ? null : row.GetInt64(7),
                Subject = row.GetInt64(8),
                Target = row.IsDBNull(9) ? null : ClientId.FromBytes((byte[])row[9]),
                Until = row.IsDBNull(10) ? null : new Instant(row.GetInt64(10)),
            };
            var closedBy = row.IsDBNull(11) ? (ClientId?)null : ClientId.FromBytes((byte[])row[11]);
            recorded = new RecordedEntry(entry, new Instant(row.GetInt64(0)), postings, closedBy);
        }
        book.Load(cell, id, recorded);
        foreach (var posting in postings)
            LoadAccount(book, cell, posting.Account);
        return recorded;
    }

    /// <summary>Ends every hold in the book whose time is over, and sets each account's next time anew.</summary>
    private void ExpireOverdue(Book book, Instant now)
    {
        while (book.Overdue(now) is { } account)
        {
            var overdue = new List<ClientId>();
            Instant? next = null;
            using (var row = sql!.FindTimedHolds.Read(account.Cell, account.Id))
            {
                while (row.Read())
                {
                    var until = new Instant(row.GetInt64(1));
                    if (until <= now)
                        overdue.Add(ClientId.FromBytes((byte[])row[0]));
                    else
                        next ??= until;
                }
            }
            foreach (var id in overdue)
            {
                if (LoadEntry(book, account.Cell, id) is { ClosedBy: null } hold)
                    book.Expire(hold, now);
            }
            book.SetNextExpiry(account, next);
        }
    }

    private static byte[]? Bytes(ClientId? id) => id is { } value ? SqliteDb.ToBytes(value) : null;

    /// <summary>The hot path's statements, prepared once.</summary>
    private sealed class Statements(SqliteConnection connection) : IDisposable
    {
        private readonly List<Statement> all = [];

        public Statement FindCommand =>
            field ??= New("SELECT content, subject FROM audit_record WHERE cell = ? AND command_id = ?");
        public Statement FindHead => field ??= New("SELECT seq, hash FROM lane_head WHERE cell = ? AND lane = ?");
        public Statement FindAccount =>
            field ??= New($"SELECT {AccountColumns} FROM account WHERE cell = ? AND id = ?");

        public Statement FindLots =>
            field ??= New(
                $"SELECT {AccountColumns} FROM account "
                    + "WHERE cell = ? AND owner = ? AND kind = ? AND unit = ? ORDER BY lot"
            );

        public Statement FindPostings =>
            field ??= New(
                "SELECT account, unit, amount, held, balance, version FROM posting "
                    + "WHERE cell = ? AND entry = ? ORDER BY n"
            );

        public Statement FindEntry =>
            field ??= New(
                """
                SELECT recorded_at, effective_on, kind, reason, memo, place, scope, party, subject, target, until,
                    (SELECT c.id FROM entry c WHERE c.cell = e.cell AND c.target = e.id)
                FROM entry e WHERE cell = ? AND id = ?
                """
            );

        public Statement FindTimedHolds =>
            field ??= New(
                "SELECT entry, until FROM hold WHERE cell = ? AND account = ? AND until IS NOT NULL ORDER BY until"
            );

        public Statement AddAccount => field ??= Insert("account", AccountColumns);

        public Statement UpdateAccount =>
            field ??= New(
                """
                UPDATE account SET balance = ?3, held_out = ?4, held_in = ?5, version = ?6, next_expiry = ?7
                WHERE cell = ?1 AND id = ?2
                """
            );

        public Statement AddEntry =>
            field ??= Insert(
                "entry",
                "cell, id, recorded_at, effective_on, kind, reason, memo, place, scope, "
                    + "party, subject, target, until, lane, seq, hash"
            );

        public Statement AddPosting =>
            field ??= Insert("posting", "cell, entry, n, account, unit, amount, held, balance, version");

        public Statement AddHold => field ??= Insert("hold", "cell, account, entry, amount, until");
        public Statement EndHold => field ??= New("DELETE FROM hold WHERE cell = ? AND account = ? AND entry = ?");

        public Statement AddAudit =>
            field ??= Insert(
                "audit_record",
                "cell, lane, seq, at, person_id, appointment_id, verb, place, subject, "
                    + "command_id, content, written, hash"
            );

        public Statement SetHead =>
            field ??= New("INSERT OR REPLACE INTO lane_head (cell, lane, seq, hash) VALUES (?, ?, ?, ?)");

        public void Use(SqliteTransaction transaction)
        {
            foreach (var statement in all)
                statement.Use(transaction);
            current = transaction;
        }

        public void Dispose() => all.ForEach(statement => statement.Dispose());

        private SqliteTransaction? current;

        private Statement Insert(string table, string columns) =>
            New($"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", columns.Split(',').Select(_ => "?"))})");

        private Statement New(string text)
        {
            var statement = new Statement(connection, text);
            statement.Use(current);
            all.Add(statement);
            return statement;
        }
    }
}
