using Gulou.App.Doctor;
using Gulou.Storage;
using Npgsql;

namespace Gulou.StorageTests;

/// <summary>What the doctor finds on a server.</summary>
public sealed class PostgresDoctorTests(PostgresServer server) : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gulou-doctor-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_server_that_keeps_what_it_is_given_is_fine()
    {
        var findings = await Look(await Migrated(durable: true));
        var codes = Codes(findings);
        Assert.Contains("schema-fine", codes);
        Assert.Contains("server-connections-fine", codes);
        Assert.Contains("server-sessions-fine", codes);
        Assert.DoesNotContain("server-commits-late", codes);
        Assert.DoesNotContain("server-rights-missing", codes);
        foreach (var setting in (string[])["server_version_num", "server_encoding", "fsync", "full_page_writes"])
            Assert.Contains(findings, f => f is { Code: "server-setting", Args: [string s, _] } && s == setting);
    }

    [Fact]
    public async Task Commits_that_do_not_wait_for_the_disk_are_a_fault() =>
        Assert.Contains(Faults(await Look(await Migrated(durable: false))), code => code == "server-commits-late");

    [Fact]
    public async Task Tables_that_may_not_be_written_are_named()
    {
        var db = await Migrated(durable: true);
        var role = $"reader_{Guid.NewGuid():N}";
        await Execute(
            db,
            $"""
            CREATE ROLE {role};
            GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {role};
            REVOKE INSERT ON entry FROM {role};
            """
        );
        var limited = new NpgsqlConnectionStringBuilder(db) { Options = $"-c role={role}" }.ConnectionString;
        var missing = Assert.Single(await Look(limited), f => f.Code == "server-rights-missing");
        Assert.Equal("entry", missing.Args[0]);
        await Execute(db, $"DROP OWNED BY {role}; DROP ROLE {role};");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_told_without_the_password()
    {
        var findings = await Look("Host=127.0.0.1;Port=1;Database=x;Username=y;Password=drum");
        var closed = Assert.Single(findings, f => f.Code == "database-closed");
        Assert.DoesNotContain("drum", string.Join(' ', closed.Args), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_database_and_one_of_a_newer_program_are_faults()
    {
        Assert.Contains("schema-none", Faults(await Look(await server.NewDatabase())));
        var db = await Migrated(durable: true);
        await Execute(db, """INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Later', '99.0')""");
        Assert.Contains("schema-newer", Faults(await Look(db)));
    }

    private static IEnumerable<string> Codes(IEnumerable<Finding> findings) => findings.Select(f => f.Code);

    private static IEnumerable<string> Faults(IEnumerable<Finding> findings) =>
        Codes(findings.Where(f => f.Verdict == Verdict.Fault));

    private static async Task Execute(string db, string sql)
    {
        await using var source = NpgsqlDataSource.Create(db);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<string> Migrated(bool durable)
    {
        var db = await server.NewDatabase(durable);
        await using var database = Database.Open(db, App.Model.Parts);
        await database.MigrateAsync();
        return db;
    }

    private Task<IReadOnlyList<Finding>> Look(string db) =>
        Examination.RunAsync(
            new Patient
            {
                Db = db,
                Keys = Path.Combine(folder, "gulou.keys"),
                Urls = "",
            }
        );
}
