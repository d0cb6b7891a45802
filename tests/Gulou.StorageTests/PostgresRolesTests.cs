using Gulou.Kernel.Ledger;
using Gulou.Storage;
using Npgsql;

namespace Gulou.StorageTests;

/// <summary>
/// The statements of docs/operations/postgresql.md, run as they stand there: the account that the program uses can do
/// its work and cannot rewrite the past.
/// </summary>
public sealed class PostgresRolesTests(PostgresServer server)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_program_s_account_works_and_cannot_rewrite_the_past()
    {
        var admin = await server.NewDatabase(durable: false);
        var name = new NpgsqlConnectionStringBuilder(admin).Database!;
        // Roles are the whole server's: names of this test's own.
        string Mine(string sql) => sql.Replace("gulou_owner", name + "_o").Replace("gulou_app", name + "_a");
        var page = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "postgresql.md"), Cancel);
        var steps = page.Split("```sql\n").Skip(1).Select(part => Mine(part.Split("```")[0])).ToList();
        Assert.Equal(2, steps.Count);
        await ExecuteAsync(admin, steps[0].Replace("DATABASE gulou", $"DATABASE {name}"));
        await using (var owner = Database.Open(As(admin, name + "_o"), App.Model.Parts))
            await owner.MigrateAsync(Cancel);
        await ExecuteAsync(As(admin, name + "_o"), steps[1]);

        var app = As(admin, name + "_a");
        await using (var house = await House.OnMigratedPostgres(app))
        {
            var (from, to) = (await house.OpenWith(100), await house.Open());
            var hold = house.Move(from, to, 7) with { Kind = EntryKind.Hold };
            Assert.Equal(PostOutcome.Done, await house.Post(hold));
            Assert.Equal(PostOutcome.Done, await house.Post(house.On(hold, EntryKind.PostHold)));
            Assert.NotNull(await new Storage.Audit.Sealer(house.Database, house.Clock).SealAsync(Cancel));
            Assert.Empty((await Verification.Verify(house.Database, cancellation: Cancel)).Faults);
        }
        foreach (
            var forgery in (string[])
                [
                    "UPDATE entry SET memo = 'x'",
                    "DELETE FROM entry",
                    "UPDATE posting SET amount = 1",
                    "DELETE FROM posting",
                    "UPDATE audit_record SET verb = 'x'",
                    "DELETE FROM audit_record",
                    "UPDATE seal SET at = 1",
                    "DELETE FROM sealed_head",
                    "TRUNCATE posting",
                    "DROP TRIGGER posting_never ON posting",
                    "ALTER TABLE posting DISABLE TRIGGER ALL",
                    "SET session_replication_role = replica",
                    "CREATE OR REPLACE FUNCTION never_changed() RETURNS trigger LANGUAGE sql AS 'SELECT 1'",
                    $"SET ROLE {name}_o",
                ]
        )
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(app, forgery));
            Assert.True(refused.SqlState == PostgresErrorCodes.InsufficientPrivilege, $"{forgery}: {refused.Message}");
        }
        await ExecuteAsync(app, "UPDATE entry SET scope = scope");
        NpgsqlConnection.ClearAllPools();
    }

    private static string As(string connectionString, string role) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Username = role }.ConnectionString;

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
