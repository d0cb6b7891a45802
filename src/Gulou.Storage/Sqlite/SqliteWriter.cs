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
internal sealed class SqliteWriter(SqliteDatabase database) : Writer
{
    private SqliteConnection? connection;
    private SqliteTransaction? transaction;
    private SqliteStatements? sql;

    protected override int Lane => 1;

    /// <summary>There is one writer: nothing changes between reading and writing.</summary>
    public override Task BeginAsync(bool locking)
    {
        if (connection is null)
        {
            connection = new SqliteConnection(database.ConnectionString);
            connection.Open();
            SqliteDatabase.Prepare(connection);
            sql = new SqliteStatements(connection, database.Signals);
        }
        if (database.MostPages is { } pages)
            SqliteDatabase.Limit(connection, pages);
        transaction = connection.BeginTransaction(deferred: false);
        return Task.CompletedTask;
    }

    public override Task CommitAsync()
    {
        transaction!.Commit();
        transaction.Dispose();
        transaction = null;
        return Task.CompletedTask;
    }

    protected override async Task UndoAsync()
    {
        try
        {
            sql?.Reset();
            transaction?.Rollback();
            transaction?.Dispose();
        }
        catch (Exception exception) when (exception is SqliteException or InvalidOperationException)
        {
            // The connection is not to be trusted any more: the next transaction opens a new one.
            await DisposeAsync();
        }
        transaction = null;
    }

    public override GulouDb NewContext() => database.NewContext(connection!, transaction!);

    public override bool MayPass(Exception exception) =>
        exception switch
        {
            // Locked within; or another process tied its record to the same place first. A busy file was waited for.
            SqliteException { SqliteErrorCode: 6 or 19 } => true,
            DbUpdateException { InnerException: SqliteException { SqliteErrorCode: 6 } } => true,
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
            var row = sql!.FindCommand.Set(cell).Set(id);
            while (row.Step())
                found[(cell, id)] = new Earlier(row.Bytes(0), row.Long(1));
        }
        return Task.FromResult(found);
    }

    public override Task InsertAsync(BulkTable table, IReadOnlyList<object> rows)
    {
        var insert = sql!.Insert(table);
        foreach (var row in rows)
        {
            foreach (var column in table.Columns)
                insert.Set(column.Value(row));
            insert.Run();
        }
        return Task.CompletedTask;
    }

    protected override Task ReadAsync(BookNeeds needs, Book book)
    {
        foreach (var (cell, place) in needs.Books)
        {
            var row = sql!.FindClosed.Set(cell).Set(place);
            while (row.Step())
                book.LoadClosed(cell, place, LastDay((int?)row.MaybeLong(0)));
        }
        foreach (var (cell, id) in needs.Accounts)
            ReadAccount(book, cell, id);
        foreach (var key in needs.Lots)
        {
            if (!book.Knows(key))
                book.LoadLots(
                    key,
                    Accounts(sql!.FindLots.Set(key.Cell).Set(key.Owner).Set((int)key.Kind).Set(key.Unit))
                );
        }
        foreach (var (cell, id) in needs.Entries)
        {
            if (!book.KnowsWhole(cell, id))
                ReadEntry(book, cell, id, withAccounts: true);
        }
        foreach (var (cell, id) in needs.Ids)
        {
            if (!book.Knows(cell, id))
                ReadEntry(book, cell, id, withAccounts: false);
        }
        return Task.CompletedTask;
    }

    protected override Task<IReadOnlyList<TimedHold>> TimedHoldsAsync(IReadOnlyList<Account> accounts)
    {
        var holds = new List<TimedHold>();
        foreach (var account in accounts)
        {
            var row = sql!.FindTimedHolds.Set(account.Cell).Set(account.Id);
            while (row.Step())
                holds.Add(new TimedHold(account.Cell, account.Id, row.Id(0), new Instant(row.Long(1))));
        }
        return Task.FromResult<IReadOnlyList<TimedHold>>(holds);
    }

    protected override Task ReadHeadsAsync(IReadOnlyList<int> cells, Dictionary<int, LaneHead> heads)
    {
        foreach (var cell in cells)
        {
            var row = sql!.FindHead.Set(cell).Set(Lane);
            while (row.Step())
                heads[cell] = new LaneHead(row.Long(0), row.Bytes(1));
        }
        return Task.CompletedTask;
    }

    protected override Task WriteAsync(
        Book book,
        IReadOnlyList<Done> done,
        IReadOnlyList<KeyValuePair<int, LaneHead>> heads,
        Instant at
    )
    {
        foreach (var account in book.Opened)
            AddAccount(account);
        foreach (var (account, _) in book.Changed)
            UpdateAccount(account);
        foreach (var one in done)
        {
            for (var i = 0; i < one.Posted.Count; i++)
                AddEntry(one.Posted[i], one.Hashes[i], one.Audit);
            AddAudit(one.Audit);
        }
        foreach (var (cell, head) in heads)
            sql!.SetHead.Set(cell).Set(Lane).Set(head.Seq).Set(head.Hash).Set(at.Micros).Run();
        return Task.CompletedTask;
    }

    private void AddAccount(Account a) =>
        sql!
            .AddAccount.Set(a.Cell)
            .Set(a.Id)
            .Set(a.Owner)
            .Set((int)a.Kind)
            .Set(a.Unit)
            .Set(a.Lot)
            .Set(a.Scope.Value)
            .Set((int)a.Limits)
            .Set(a.Balance)
            .Set(a.HeldOut)
            .Set(a.HeldIn)
            .Set(a.Version)
            .Set(a.NextExpiry?.Micros)
            .Run();

    private void UpdateAccount(Account a) =>
        sql!
            .UpdateAccount.Set(a.Balance)
            .Set(a.HeldOut)
            .Set(a.HeldIn)
            .Set(a.Version)
            .Set(a.NextExpiry?.Micros)
            .Set(a.Cell)
            .Set(a.Id)
            .Run();

    private void AddEntry(RecordedEntry recorded, byte[] hash, AuditRecord audit)
    {
        var e = recorded.Entry;
        sql!
            .AddEntry.Set(e.Cell)
            .Set(e.Id)
            .Set(recorded.RecordedAt.Micros)
            .Set(Day.ToNumber(e.EffectiveOn))
            .Set((int)e.Kind)
            .Set(e.Reason)
            .Set(e.Memo)
            .Set(e.Place)
            .Set(e.Scope.Value)
            .Set(e.Party)
            .Set(e.Subject)
            .Set(e.Target)
            .Set(e.Bearer)
            .Set(e.Until?.Micros)
            .Set(audit.Lane)
            .Set(audit.Seq)
            .Set(hash)
            .Run();
        for (var n = 0; n < recorded.Postings.Count; n++)
        {
            var p = recorded.Postings[n];
            sql.AddPosting.Set(e.Cell)
                .Set(e.Id)
                .Set(n)
                .Set(p.Account)
                .Set(p.Unit)
                .Set(p.Amount)
                .Set(p.Held)
                .Set(p.Balance)
                .Set(p.Version)
                .Run();
            if (e.Kind == EntryKind.Hold)
                sql.AddHold.Set(e.Cell).Set(p.Account).Set(e.Id).Set(p.Held).Set(e.Until?.Micros).Run();
            else if (p.Held != 0)
                sql.EndHold.Set(e.Cell).Set(p.Account).Set(e.Target).Run();
        }
    }

    private void AddAudit(AuditRecord a) =>
        sql!
            .AddAudit.Set(a.Cell)
            .Set(a.Lane)
            .Set(a.Seq)
            .Set(a.At.Micros)
            .Set(a.PersonId)
            .Set(a.AppointmentId)
            .Set(a.Verb)
            .Set(a.Place.Value)
            .Set(a.Subject)
            .Set(a.CommandId)
            .Set(a.Content)
            .Set(a.Written)
            .Set(a.Hash)
            .Run();

    private void ReadAccount(Book book, int cell, long id)
    {
        if (book.Knows(cell, id))
            return;
        foreach (var account in Accounts(sql!.FindAccount.Set(cell).Set(id)))
            book.Load(account);
    }

    private static List<Account> Accounts(Statement row)
    {
        var accounts = new List<Account>(1);
        while (row.Step())
        {
            accounts.Add(
                new Account
                {
                    Cell = row.Int(0),
                    Id = row.Long(1),
                    Owner = row.Long(2),
                    Kind = (AccountKind)row.Int(3),
                    Unit = row.Long(4),
                    Lot = row.Long(5),
                    Scope = new PlaceKey(row.Long(6)),
                    Limits = (Limits)row.Int(7),
                    Balance = row.Long(8),
                    HeldOut = row.Long(9),
                    HeldIn = row.Long(10),
                    Version = row.Long(11),
                    NextExpiry = Time(row.MaybeLong(12)),
                }
            );
        }
        return accounts;
    }

    private void ReadEntry(Book book, int cell, ClientId id, bool withAccounts)
    {
        var row = sql!.FindEntry.Set(cell).Set(id);
        if (!row.Step())
            return;
        var entry = new Entry
        {
            Id = id,
            Cell = cell,
            EffectiveOn = Day.FromNumber(row.Int(1)),
            Kind = (EntryKind)row.Int(2),
            Reason = row.Text(3),
            Memo = row.Text(4),
            Place = row.Long(5),
            Scope = new PlaceKey(row.Long(6)),
            Party = row.MaybeLong(7),
            Subject = row.Long(8),
            Target = row.MaybeId(9),
            Bearer = row.MaybeLong(12),
            Until = Time(row.MaybeLong(10)),
        };
        var postings = new List<Posting>();
        var recorded = new RecordedEntry(entry, new Instant(row.Long(0)), postings, row.MaybeId(11));
        row.Reset();
        row = sql.FindPostings.Set(cell).Set(id);
        while (row.Step())
            postings.Add(new Posting(row.Long(0), row.Long(1), row.Long(2), row.Long(3), row.Long(4), row.Long(5)));
        book.Load(cell, id, recorded);
        foreach (var posting in withAccounts ? postings : [])
            ReadAccount(book, cell, posting.Account);
    }

    private static Instant? Time(long? micros) => micros is { } value ? new Instant(value) : null;
}
