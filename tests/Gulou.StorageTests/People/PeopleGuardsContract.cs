using Gulou.Kernel.People;
using Gulou.Storage;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.StorageTests.People;

/// <summary>What was recorded about people stays, even for whoever writes SQL by hand.</summary>
public abstract class PeopleGuardsContract : IAsyncLifetime
{
    private Lives lives = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Registers House => lives.House;

    protected abstract Task<Registers> NewHouse();

    public async ValueTask InitializeAsync()
    {
        lives = await new Lives(await NewHouse()).StartAsync();
        var home = await lives.Register(lives.Unit, Lives.Head("吴老三"), Lives.Member("吴小龙", Relation.Child));
        await House.Make(lives.Leave((await lives.Members(home))[1].Id, House.Today));
    }

    public async ValueTask DisposeAsync()
    {
        await House.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Nothing_of_it_is_changed_or_deleted()
    {
        string[] forgeries =
        [
            "UPDATE act SET \"on\" = \"on\" + 1",
            "UPDATE act SET recorded_by = 1",
            "UPDATE act SET kind = 3",
            "UPDATE act SET undoes = NULL",
            "UPDATE person_event SET change = 0",
            "UPDATE person_event SET person_id = 1",
            "UPDATE person_event SET recorded_at = 1",
            "UPDATE household_event SET \"on\" = \"on\" + 1",
            "UPDATE household_event SET late = NOT late",
            "DELETE FROM person_event",
            "DELETE FROM household_event",
            "DELETE FROM act",
        ];
        foreach (var forgery in forgeries)
        {
            var refused = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => RunAsync(forgery));
            Assert.Contains("never", refused.Message, StringComparison.Ordinal);
        }
        Assert.Equal(new HeadCount(1, 1), await lives.Count());
    }

    [Fact]
    public async Task An_act_is_undone_once_and_its_words_are_erased_or_kept()
    {
        await House.Make(lives.Undo(await lives.LastAct(ActKind.MovedOut)));
        string[] forgeries =
        [
            "UPDATE act SET undone_by = NULL WHERE undone_by IS NOT NULL",
            "UPDATE act SET undone_by = 7 WHERE undone_by IS NOT NULL",
            "UPDATE act SET note = 'x' WHERE note <> ''",
        ];
        foreach (var forgery in forgeries)
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => RunAsync(forgery));
        // Where someone went is about him, and can be forgotten.
        Assert.Equal(2, await RunAsync("UPDATE act SET note = '' WHERE note <> ''"));
        Assert.Equal(new HeadCount(1, 2), await lives.Count());
    }

    [Fact]
    public async Task A_place_that_moves_takes_them_along()
    {
        foreach (var table in (string[])["act", "person_event", "household_event"])
            Assert.NotEqual(0, await RunAsync($"UPDATE {table} SET scope = scope"));
    }

    /// <summary>As the owner of the database can: the guards off, then the change.</summary>
    [Theory]
    [InlineData("person_event_no_update", "person_event", "UPDATE person_event SET change = 2 WHERE change = 1")]
    [InlineData("person_event_no_delete", "person_event", "DELETE FROM person_event WHERE change = -1")]
    [InlineData("household_event_no_delete", "household_event", "DELETE FROM household_event")]
    public async Task Without_the_guards_verification_finds_it(string guard, string table, string forgery)
    {
        var on = House.Database.Engine == "postgres" ? $" ON {table}" : "";
        await RunAsync($"DROP TRIGGER {guard}{on}");
        await RunAsync(forgery);
        var report = await Verification.Verify(House.Database, cancellation: Cancel);
        Assert.Contains(report.Faults, fault => fault.Check.StartsWith("population", StringComparison.Ordinal));
    }

    private async Task<int> RunAsync(string sql)
    {
        await using var db = House.Database.NewContext();
        return await db.Database.ExecuteSqlRawAsync(sql, Cancel);
    }
}

public sealed class SqlitePeopleGuardsTests : PeopleGuardsContract
{
    protected override Task<Registers> NewHouse() => Registers.OnSqlite();
}

public sealed class PostgresPeopleGuardsTests(PostgresServer server) : PeopleGuardsContract
{
    protected override Task<Registers> NewHouse() => Registers.OnPostgres(server);
}
