using Gulou.StorageTests;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace Gulou.StorageTests;

/// <summary>
/// A PostgreSQL for the tests of one run: a throw-away cluster on a free port of 127.0.0.1, made at the first wish for
/// a database and removed when the run ends. GULOU_TEST_PG names a server to use instead (one may create databases
/// there).
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string HowToInstall =
        "PostgreSQL 15 or later is not installed: apt-get install postgresql-15, "
        + "or set GULOU_TEST_PG to the connection string of a server where databases may be created";

    private readonly SemaphoreSlim gate = new(1);
    private readonly List<string> databases = [];
    private PostgresCluster? cluster;
    private string? server;

    /// <summary>
    /// The connection string of a fresh, empty database. Not durable means that a commit does not wait for the disk:
    /// faster, for tests that are not about crashes.
    /// </summary>
    public async Task<string> NewDatabase(bool durable = true)
    {
        var name = $"gulou_{Guid.NewGuid():N}";
        var admin = await Server();
        await Execute(admin, $"CREATE DATABASE {name}");
        lock (databases)
            databases.Add(name);
        if (!durable)
            await Execute(admin, $"ALTER DATABASE {name} SET synchronous_commit = off");
        return new NpgsqlConnectionStringBuilder(admin) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (cluster is not null)
            cluster.Dispose();
        else
        {
            foreach (var name in databases)
                await Execute(server!, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
        }
        gate.Dispose();
    }

    private async Task<string> Server()
    {
        await gate.WaitAsync();
        try
        {
            return server ??= Environment.GetEnvironmentVariable("GULOU_TEST_PG") ?? StartCluster();
        }
        finally
        {
            gate.Release();
        }
    }

    private string StartCluster()
    {
        cluster = PostgresCluster.Start(Requirement.Need(PostgresCluster.FindBinaries(), HowToInstall));
        return cluster.ConnectionString;
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
