using Npgsql;

namespace Gulou.StorageTests;

public sealed class PostgresServerTests(PostgresServer postgres)
{
    [Fact]
    public async Task Each_database_is_fresh_and_its_own()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var first = NpgsqlDataSource.Create(await postgres.NewDatabase());
        await using var second = NpgsqlDataSource.Create(await postgres.NewDatabase());

        await using (var write = first.CreateCommand("CREATE TABLE bell (name text); INSERT INTO bell VALUES ('鼓楼')"))
            await write.ExecuteNonQueryAsync(cancel);

        await using var read = first.CreateCommand("SELECT name FROM bell");
        Assert.Equal("鼓楼", await read.ExecuteScalarAsync(cancel));
        await using var tables = second.CreateCommand("SELECT count(*) FROM pg_tables WHERE tablename = 'bell'");
        Assert.Equal(0L, await tables.ExecuteScalarAsync(cancel));
    }

    [Theory]
    [InlineData(true, "on")]
    [InlineData(false, "off")]
    public async Task Durability_is_chosen_by_database(bool durable, string expected)
    {
        await using var source = NpgsqlDataSource.Create(await postgres.NewDatabase(durable));
        await using var command = source.CreateCommand("SHOW synchronous_commit");
        Assert.Equal(expected, await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }
}
