using Gulou.Storage.Commands;
using Gulou.Storage.Watch;
using Microsoft.Data.Sqlite;

namespace Gulou.Storage.Sqlite;

/// <summary>The hot path's statements, prepared when first used.</summary>
internal sealed class SqliteStatements(SqliteConnection connection, Signals? signals = null) : IDisposable
{
    private const string AccountColumns =
        "cell, id, owner, kind, unit, lot, scope, limits, balance, held_out, held_in, version, next_expiry";

    private readonly List<Statement> all = [];
    private readonly Dictionary<string, Statement> inserts = [];

    public Statement FindCommand =>
        field ??= New("SELECT content, subject FROM audit_record WHERE cell = ? AND command_id = ?");

    public Statement FindHead => field ??= New("SELECT seq, hash FROM lane_head WHERE cell = ? AND lane = ?");

    public Statement FindAccount => field ??= New($"SELECT {AccountColumns} FROM account WHERE cell = ? AND id = ?");

    public Statement FindLots =>
        field ??= New($"SELECT {AccountColumns} FROM account WHERE cell = ? AND owner = ? AND kind = ? AND unit = ?");

    public Statement FindPostings =>
        field ??= New(
            "SELECT account, unit, amount, held, balance, version FROM posting WHERE cell = ? AND entry = ? ORDER BY n"
        );

    public Statement FindEntry =>
        field ??= New(
            """
            SELECT recorded_at, effective_on, kind, reason, memo, place, scope, party, subject, target, until,
                (SELECT c.id FROM entry c WHERE c.cell = e.cell AND c.target = e.id), bearer
            FROM entry e WHERE cell = ? AND id = ?
            """
        );

    public Statement FindClosed =>
        field ??= New("SELECT max(month) FROM closed_month WHERE cell = ? AND place = ? AND reopened_at IS NULL");

    public Statement FindTimedHolds =>
        field ??= New("SELECT entry, until FROM hold WHERE cell = ? AND account = ? AND until IS NOT NULL");

    public Statement AddAccount =>
        field ??= New($"INSERT INTO account ({AccountColumns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

    public Statement UpdateAccount =>
        field ??= New(
            """
            UPDATE account SET balance = ?, held_out = ?, held_in = ?, version = ?, next_expiry = ?
            WHERE cell = ? AND id = ?
            """
        );

    public Statement AddEntry =>
        field ??= New(
            """
            INSERT INTO entry (cell, id, recorded_at, effective_on, kind, reason, memo, place, scope, party, subject,
                target, bearer, until, lane, seq, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        );

    public Statement AddPosting =>
        field ??= New(
            """
            INSERT INTO posting (cell, entry, n, account, unit, amount, held, balance, version)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        );

    public Statement AddHold =>
        field ??= New("INSERT INTO hold (cell, account, entry, amount, until) VALUES (?, ?, ?, ?, ?)");

    public Statement EndHold => field ??= New("DELETE FROM hold WHERE cell = ? AND account = ? AND entry = ?");

    public Statement AddAudit =>
        field ??= New(
            """
            INSERT INTO audit_record (cell, lane, seq, at, person_id, appointment_id, verb, place, subject, command_id,
                content, written, hash)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """
        );

    public Statement SetHead =>
        field ??= New("INSERT OR REPLACE INTO lane_head (cell, lane, seq, hash, at) VALUES (?, ?, ?, ?, ?)");

    /// <summary>Inserts one row of a table.</summary>
    public Statement Insert(BulkTable table)
    {
        if (!inserts.TryGetValue(table.Name, out var statement))
        {
            var places = string.Join(", ", table.Columns.Select(_ => "?"));
            var columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
            inserts[table.Name] = statement = New($"INSERT INTO {table.Name} ({columns}) VALUES ({places})");
        }
        return statement;
    }

    /// <summary>Makes all ready anew after a failure in the midst of one.</summary>
    public void Reset() => all.ForEach(statement => statement.Reset());

    public void Dispose() => all.ForEach(statement => statement.Dispose());

    private Statement New(string text)
    {
        var statement = new Statement(connection, text, signals);
        all.Add(statement);
        return statement;
    }
}
