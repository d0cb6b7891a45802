using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
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
    private Cluster? cluster;
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
        cluster = Cluster.Start(Requirement.Need(Cluster.FindBinaries(), HowToInstall));
        return cluster.ConnectionString;
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One cluster in a temporary folder of its own, with Debian's binaries.</summary>
    private sealed class Cluster : IDisposable
    {
        private readonly string binaries;
        private readonly string folder;
        private bool stopped;

        private Cluster(string binaries, string folder)
        {
            this.binaries = binaries;
            this.folder = folder;
            AppDomain.CurrentDomain.ProcessExit += OnExit;
        }

        public string ConnectionString { get; private set; } = "";

        private string Data => Path.Combine(folder, "data");

        private string Log => Path.Combine(folder, "log");

        public static string? FindBinaries()
        {
            const string root = "/usr/lib/postgresql";
            if (!Directory.Exists(root))
                return null;
            return Directory
                .EnumerateDirectories(root)
                .Where(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var v) && v >= 15)
                .OrderBy(d => int.Parse(Path.GetFileName(d), CultureInfo.InvariantCulture))
                .Select(d => Path.Combine(d, "bin"))
                .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb")));
        }

        public static Cluster Start(string binaries)
        {
            var cluster = new Cluster(binaries, Directory.CreateTempSubdirectory("gulou-pg-").FullName);
            try
            {
                cluster.Initialize();
                cluster.Listen();
                return cluster;
            }
            catch
            {
                cluster.Dispose();
                throw;
            }
        }

        public void Dispose()
        {
            if (stopped)
                return;
            stopped = true;
            AppDomain.CurrentDomain.ProcessExit -= OnExit;
            // pg_ctl reads the pid from this cluster's own postmaster.pid.
            if (File.Exists(Path.Combine(Data, "postmaster.pid")))
                Run("pg_ctl", "stop", "-D", Data, "-m", "immediate", "-w");
            Directory.Delete(folder, recursive: true);
        }

        private void OnExit(object? sender, EventArgs e) => Dispose();

        private void Initialize()
        {
            // PostgreSQL refuses to run as root, so that its own user must own the folder.
            if (Environment.IsPrivilegedProcess)
                Succeed(Launch("chown", ["postgres", folder]));
            Succeed(
                Run("initdb", "-D", Data, "-U", "gulou", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")
            );
        }

        /// <summary>Between asking for a free port and taking it another process may have it: then again.</summary>
        private void Listen()
        {
            var problem = "";
            for (var attempt = 0; attempt < 5; attempt++)
            {
                var port = FreePort();
                var options = $"-p {port} -c listen_addresses=127.0.0.1 -c max_connections=200";
                var (code, output) = Run(
                    "pg_ctl",
                    ["start", "-D", Data, "-w", "-l", Log, "-o", $"{options} -c unix_socket_directories={folder}"]
                );
                if (code == 0)
                {
                    ConnectionString = $"Host=127.0.0.1;Port={port};Username=gulou;Database=postgres";
                    return;
                }
                problem = output + (File.Exists(Log) ? File.ReadAllText(Log) : "");
            }
            throw new InvalidOperationException($"PostgreSQL did not start: {problem}");
        }

        private static int FreePort()
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        private (int Code, string Output) Run(string program, params string[] arguments)
        {
            var path = Path.Combine(binaries, program);
            return Environment.IsPrivilegedProcess
                ? Launch("runuser", ["-u", "postgres", "--", path, .. arguments])
                : Launch(path, arguments);
        }

        private (int Code, string Output) Launch(string program, string[] arguments)
        {
            var start = new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output + errors.Result);
        }

        private static void Succeed((int Code, string Output) result)
        {
            if (result.Code != 0)
                throw new InvalidOperationException(result.Output);
        }
    }
}
