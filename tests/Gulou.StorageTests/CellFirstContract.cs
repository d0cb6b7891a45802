using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests;

/// <summary>
/// Every table that belongs to a place has <c>cell</c> first in its primary key, its unique indexes and its foreign
/// keys, so that it can be spread over many servers by it: in the model, and in the database itself.
/// </summary>
public abstract class CellFirstContract : HouseContract
{
    /// <summary>Spread by the hash in their keys, or the same everywhere.</summary>
    private static readonly string[] Exceptions =
    [
        "identity",
        "login",
        "binding",
        "setting",
        "seal",
        "__EFMigrationsHistory",
        "__EFMigrationsLock",
    ];

    /// <summary>
    /// A query of Table, Rule and First: each key, unique index and foreign key with its first column.
    /// </summary>
    protected abstract string Rules { get; }

    [Fact]
    public async Task The_model_has_it()
    {
        await using var db = House.Database.NewContext();
        Assert.Empty(Astray(OfModel(db)));
    }

    [Fact]
    public async Task The_database_has_it()
    {
        var rules = await OfDatabase();
        Assert.Contains(rules, rule => rule.Table == "posting");
        Assert.Empty(Astray(rules));
    }

    [Theory]
    [InlineData("CREATE TABLE stray (id BIGINT PRIMARY KEY, cell INTEGER NOT NULL)")]
    [InlineData("CREATE UNIQUE INDEX stray ON person (phone_hash)")]
    [InlineData(
        "CREATE TABLE stray (cell INTEGER, a INTEGER, b BIGINT, PRIMARY KEY (cell, a), "
            + "FOREIGN KEY (b, cell) REFERENCES household (id, cell))"
    )]
    public async Task A_stray_is_seen(string sql)
    {
        // A foreign key needs a unique index over the same columns in the same order.
        if (sql.Contains("(id, cell)", StringComparison.Ordinal))
            await House.Execute("CREATE UNIQUE INDEX for_stray ON household (id, cell)");
        await House.Execute(sql);
        Assert.Contains(Astray(await OfDatabase()), rule => rule is { Table: "stray" } or { Name: "stray" });
    }

    private static IEnumerable<Rule> Astray(IEnumerable<Rule> rules) =>
        rules.Where(rule => rule.First != "cell" && !Exceptions.Contains(rule.Table));

    private static IEnumerable<Rule> OfModel(GulouDb db)
    {
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetTableName() is not null))
        {
            var table = entity.GetTableName()!;
            foreach (var key in entity.GetKeys())
                yield return new Rule(table, "key", key.Properties[0].GetColumnName());
            foreach (var index in entity.GetIndexes().Where(i => i.IsUnique))
                yield return new Rule(table, "unique index", index.Properties[0].GetColumnName());
            foreach (var foreign in entity.GetForeignKeys())
                yield return new Rule(table, "foreign key", foreign.Properties[0].GetColumnName());
        }
    }

    private async Task<List<Rule>> OfDatabase()
    {
        await using var db = House.Database.NewContext();
        return await db.Database.SqlQueryRaw<Rule>(Rules).ToListAsync(TestContext.Current.CancellationToken);
    }
}

/// <summary>A key, unique index or foreign key and its first column.</summary>
public sealed record Rule(string Table, string Name, string First);

public sealed class SqliteCellFirstTests : CellFirstContract
{
    protected override string Rules =>
        """
            SELECT m.name AS "Table", 'key' AS "Name", t.name AS "First"
            FROM sqlite_master m JOIN pragma_table_info(m.name) t ON t.pk = 1 WHERE m.type = 'table'
            UNION ALL
            SELECT m.name, l.name, i.name
            FROM sqlite_master m JOIN pragma_index_list(m.name) l ON l."unique" JOIN pragma_index_info(l.name) i
            WHERE m.type = 'table' AND i.seqno = 0
            UNION ALL
            SELECT m.name, 'foreign key', f."from"
            FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' AND f.seq = 0
            """;

    protected override Task<House> NewHouse() => House.OnSqlite();
}

public sealed class PostgresCellFirstTests(PostgresServer server) : CellFirstContract
{
    protected override string Rules =>
        """
            SELECT c.relname::text AS "Table", i.relname::text AS "Name", a.attname::text AS "First"
            FROM pg_index x
            JOIN pg_class c ON c.oid = x.indrelid
            JOIN pg_class i ON i.oid = x.indexrelid
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = x.indkey[0]
            WHERE x.indisunique AND c.relnamespace = 'public'::regnamespace
            UNION ALL
            SELECT c.relname::text, f.conname::text, a.attname::text
            FROM pg_constraint f
            JOIN pg_class c ON c.oid = f.conrelid
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = f.conkey[1]
            WHERE f.contype = 'f' AND c.relnamespace = 'public'::regnamespace
            """;

    protected override Task<House> NewHouse() => House.OnPostgres(server);
}
