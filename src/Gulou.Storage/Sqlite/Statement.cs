using Gulou.Kernel.Values;
using Gulou.Storage.Watch;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gulou.Storage.Sqlite;

/// <summary>
/// A prepared statement on SQLite's own interface, for the hot path: values are bound by position, none is boxed and
/// no name is looked up. Bind all with <c>Set</c>, then <see cref="Run"/>, or <see cref="Step"/> to the end.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 db;
    private readonly sqlite3_stmt handle;
    private readonly string text;
    private readonly Signals? signals;
    private int bound;

    public Statement(SqliteConnection connection, string text, Signals? signals = null)
    {
        (this.text, this.signals) = (text, signals);
        db = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(db, text, raw.SQLITE_PREPARE_PERSISTENT, out handle));
    }

    public Statement Set(long value)
    {
        Check(raw.sqlite3_bind_int64(handle, ++bound, value));
        return this;
    }

    public Statement Set(long? value) => value is { } number ? Set(number) : SetNull();

    public Statement Set(string value)
    {
        Check(raw.sqlite3_bind_text(handle, ++bound, value));
        return this;
    }

    public Statement Set(ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(handle, ++bound, value));
        return this;
    }

    public Statement Set(ClientId id)
    {
        Span<byte> bytes = stackalloc byte[ClientId.Size];
        id.ToBytes(bytes);
        return Set(bytes);
    }

    public Statement Set(ClientId? id) => id is { } value ? Set(value) : SetNull();

    /// <summary>A value of a model's column; only what columns hold.</summary>
    public Statement Set(object? value) =>
        value switch
        {
            null => SetNull(),
            long number => Set(number),
            int number => Set((long)number),
            bool truth => Set(truth ? 1L : 0L),
            string text => Set(text),
            byte[] bytes => Set(bytes.AsSpan()),
            _ => throw new ArgumentException($"no column holds a {value.GetType().Name}", nameof(value)),
        };

    /// <summary>Runs to the end; the statement is ready for new values.</summary>
    public void Run()
    {
        while (Step()) { }
    }

    /// <summary>The next row; at the end false, and the statement is ready for new values.</summary>
    public bool Step()
    {
        var began = signals is null ? 0 : TimeProvider.System.GetTimestamp();
        var result = raw.sqlite3_step(handle);
        signals?.Queried(text, TimeProvider.System.GetElapsedTime(began));
        if (result == raw.SQLITE_ROW)
            return true;
        Reset();
        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, db);
        return false;
    }

    /// <summary>Leaves the remaining rows.</summary>
    public void Reset()
    {
        bound = 0;
        raw.sqlite3_reset(handle);
    }

    public int Int(int column) => raw.sqlite3_column_int(handle, column);

    public long Long(int column) => raw.sqlite3_column_int64(handle, column);

    public long? MaybeLong(int column) => IsNull(column) ? null : Long(column);

    public string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    public byte[] Bytes(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public ClientId Id(int column) => ClientId.FromBytes(raw.sqlite3_column_blob(handle, column));

    public ClientId? MaybeId(int column) => IsNull(column) ? null : Id(column);

    public void Dispose() => handle.Dispose();

    private bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    private Statement SetNull()
    {
        Check(raw.sqlite3_bind_null(handle, ++bound));
        return this;
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(result, db);
    }
}
