using System.Data.Common;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Gulou.Storage.Keys;

/// <summary>
/// A table with columns that were made with a key, as the model tells of it, and the statements that go through it in
/// the order of its primary key.
/// </summary>
public sealed class KeyedTable
{
    private readonly IEntityType entity;

    private KeyedTable(IEntityType entity)
    {
        this.entity = entity;
        Key = [.. entity.FindPrimaryKey()!.Properties];
        Columns = [.. entity.GetProperties().Where(SealedColumns.IsKeyed)];
    }

    /// <summary>Every such table of the model.</summary>
    public static IReadOnlyList<KeyedTable> Of(GulouDb db) =>
        [
            .. db
                .Model.GetEntityTypes()
                .Where(e => e.GetProperties().Any(SealedColumns.IsKeyed))
                .OrderBy(e => e.GetTableName(), StringComparer.Ordinal)
                .Select(e => new KeyedTable(e)),
        ];

    public string Name => entity.GetTableName()!;

    /// <summary>A column as the database calls it.</summary>
    public string NameOf(IProperty column) => $"{Name}.{column.GetColumnName()}";

    public Type Row => entity.ClrType;

    /// <summary>The primary key, in its order.</summary>
    public IReadOnlyList<IProperty> Key { get; }

    /// <summary>All columns made with a key.</summary>
    public IReadOnlyList<IProperty> Columns { get; }

    /// <summary>Those that a change of keys makes anew in this table.</summary>
    public IEnumerable<IProperty> Renewed =>
        Columns.Where(c => !SealedColumns.EndsByItself(c) && !SealedColumns.IsFollower(c));

    public bool HasRenewed => Renewed.Any();

    /// <summary>How many values of a column there are by the number of the key they were made with.</summary>
    public async Task<IReadOnlyList<(byte Version, long Count)>> CountAsync(
        GulouDb db,
        IProperty column,
        CancellationToken cancellation = default
    )
    {
        var name = column.GetColumnName();
        var ended = SealedColumns.EndsByItself(column) ? " AND used_at IS NULL AND until > @now" : "";
        await using var command = await CommandAsync(
            db,
            $"SELECT substr({name}, 1, 1), count(*) FROM {Name} WHERE {name} IS NOT NULL{ended} GROUP BY 1 ORDER BY 1",
            cancellation
        );
        if (ended.Length > 0)
            Add(command, "now", Kernel.Values.Instant.Now(TimeProvider.System).Micros);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var counts = new List<(byte, long)>();
        while (await rows.ReadAsync(cancellation))
        {
            if (rows[0] is byte[] { Length: > 0 } version)
                counts.Add((version[0], rows.GetInt64(1)));
        }
        return counts;
    }

    /// <summary>One value of a column made with this key; null when there is none.</summary>
    public async Task<byte[]?> SampleAsync(
        GulouDb db,
        IProperty column,
        byte version,
        CancellationToken cancellation = default
    )
    {
        var name = column.GetColumnName();
        await using var command = await CommandAsync(
            db,
            $"SELECT {name} FROM {Name} WHERE substr({name}, 1, 1) = @version LIMIT 1",
            cancellation
        );
        Add(command, "version", new[] { version });
        return (byte[]?)await command.ExecuteScalarAsync(cancellation);
    }

    /// <summary>
    /// The primary keys of the next rows, after one, that hold something made with another key than this.
    /// </summary>
    /// <param name="after">Where to go on; null for the beginning.</param>
    public async Task<IReadOnlyList<object[]>> NextAsync(
        GulouDb db,
        byte current,
        object[]? after,
        int take,
        CancellationToken cancellation = default
    )
    {
        var old = string.Join(" OR ", Renewed.Select(c => $"substr({c.GetColumnName()}, 1, 1) <> @current"));
        var from = after is null ? "" : $"({KeyNames}) > ({Marks("@a")}) AND ";
        await using var command = await CommandAsync(
            db,
            $"SELECT {KeyNames} FROM {Name} WHERE {from}({old}) ORDER BY {KeyNames} LIMIT {take}",
            cancellation
        );
        Add(command, "current", new[] { current });
        for (var i = 0; i < after?.Length; i++)
            Add(command, $"a{i}", after[i]);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var keys = new List<object[]>();
        while (await rows.ReadAsync(cancellation))
        {
            var key = new object[Key.Count];
            rows.GetValues(key);
            keys.Add(key);
        }
        return keys;
    }

    /// <summary>
    /// The rows between two primary keys, both included, that hold something made with another key than this; locked
    /// until the transaction ends.
    /// </summary>
    internal IQueryable<T> Between<T>(GulouDb db, byte current, object[] first, object[] last)
        where T : class
    {
        return db.Set<T>().FromSqlRaw(SqlBetween(db.Database.IsNpgsql()), [.. first, .. last, new[] { current }]);
    }

    private string SqlBetween(bool locked)
    {
        var n = Key.Count;
        var old = string.Join(" OR ", Renewed.Select(c => $"substr({c.GetColumnName()}, 1, 1) <> {{{2 * n}}}"));
        var low = string.Join(", ", Enumerable.Range(0, n).Select(i => $"{{{i}}}"));
        var high = string.Join(", ", Enumerable.Range(n, n).Select(i => $"{{{i}}}"));
        return $"SELECT * FROM {Name} WHERE ({KeyNames}) >= ({low}) AND ({KeyNames}) <= ({high}) AND ({old})"
            + $" ORDER BY {KeyNames}{(locked ? " FOR UPDATE" : "")}";
    }

    /// <summary>The cell all of a key's rows belong to; 0 where the table is spread by a hash.</summary>
    internal int CellOf(object[] key) => Key[0].Name == "Cell" ? Convert.ToInt32(key[0], null) : 0;

    /// <summary>
    /// Makes what a row holds anew with the current key; where its primary key changes with it, the change is left to
    /// <paramref name="rekey"/>.
    /// </summary>
    /// <returns>False when nothing could be: a hash whose plain value is not kept.</returns>
    internal bool Renew(object row, Vault vault, Action<Action<object>> rekey)
    {
        var anew = Anew(row, vault);
        if (anew.Count == 0)
            return false;
        if (anew.Any(change => Key.Contains(change.Column)))
            rekey(copy => Apply(copy, anew));
        else
            Apply(row, anew);
        return true;
    }

    private List<(IProperty Column, byte[] Value)> Anew(object row, Vault vault)
    {
        var anew = new List<(IProperty, byte[])>();
        foreach (var column in Renewed)
        {
            if (Get(row, column) is not { Length: > 0 } value || Vault.VersionOf(value) == vault.Current)
                continue;
            if (SealedColumns.SealedFor(column) is { } purpose)
            {
                anew.Add((column, vault.Seal(purpose, vault.Open(purpose, value))));
            }
            else if (SealedColumns.HashedFrom(column) is { } from && Plain(row, from.Source, vault) is { } plain)
            {
                var part = from.Last == 0 ? plain : plain[^from.Last..];
                anew.Add((column, vault.Hash(from.Purpose, part)));
            }
        }
        return anew;
    }

    private string? Plain(object row, string source, Vault vault)
    {
        var column = entity.FindProperty(source)!;
        return Get(row, column) is { Length: > 0 } value ? vault.Open(SealedColumns.SealedFor(column)!, value) : null;
    }

    private static byte[]? Get(object row, IProperty column) => (byte[]?)column.PropertyInfo!.GetValue(row);

    private static void Apply(object row, List<(IProperty Column, byte[] Value)> anew)
    {
        foreach (var (column, value) in anew)
            column.PropertyInfo!.SetValue(row, value);
    }

    private string KeyNames => string.Join(", ", Key.Select(k => k.GetColumnName()));

    private string Marks(string start) => string.Join(", ", Enumerable.Range(0, Key.Count).Select(i => $"{start}{i}"));

    private static async Task<DbCommand> CommandAsync(GulouDb db, string sql, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }
}
