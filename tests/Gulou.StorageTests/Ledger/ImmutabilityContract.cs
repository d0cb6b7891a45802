namespace Gulou.StorageTests.Ledger;

/// <summary>What is written stays, even for whoever writes SQL by hand.</summary>
public abstract class ImmutabilityContract : HouseContract
{
    [Theory]
    [InlineData("UPDATE entry SET memo = 'x'")]
    [InlineData("DELETE FROM entry")]
    [InlineData("UPDATE posting SET amount = 1")]
    [InlineData("DELETE FROM posting")]
    [InlineData("UPDATE audit_record SET verb = 'x'")]
    [InlineData("DELETE FROM audit_record")]
    public async Task What_is_written_stays(string sql)
    {
        await House.OpenWith(5);
        var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => House.Execute(sql));
        Assert.Contains("never", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scope_alone_follows_a_place_that_moves()
    {
        await House.OpenWith(5);
        await House.Execute("UPDATE entry SET scope = scope + 1");
    }
}

public sealed class SqliteImmutabilityTests : ImmutabilityContract
{
    protected override Task<House> NewHouse() => House.OnSqlite();
}

public sealed class PostgresImmutabilityTests(PostgresServer server) : ImmutabilityContract
{
    protected override Task<House> NewHouse() => House.OnPostgres(server);
}
