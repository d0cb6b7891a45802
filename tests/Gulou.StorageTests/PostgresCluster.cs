using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Gulou.Testing;

/// <summary>
/// One PostgreSQL cluster in a temporary folder of its own, with Debian's binaries: for tests and measurements.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    private readonly string binaries;
    private readonly string folder;
    private bool stopped;

    private PostgresCluster(string binaries, string folder)
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

    public static PostgresCluster Start(string binaries)
    {
        var cluster = new PostgresCluster(binaries, Directory.CreateTempSubdirectory("gulou-pg-").FullName);
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

    /// <summary>Processor time of the server and all its processes so far, those that ended included (Linux).</summary>
    public double CpuSeconds()
    {
        var server = File.ReadLines(Path.Combine(Data, "postmaster.pid")).First();
        var ticks = 0L;
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => char.IsDigit(p[^1])))
        {
            try
            {
                // After the name in brackets: state, parent, then the times of itself and of children that ended.
                var stat = File.ReadAllText(Path.Combine(process, "stat")).Split(") ")[^1].Split(' ');
                var isServer = Path.GetFileName(process) == server;
                if (isServer || stat[1] == server)
                    ticks += stat[11..(isServer ? 15 : 13)].Sum(long.Parse);
            }
            catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
            {
                // It ended between being listed and being read; its parent has its times now.
                continue;
            }
        }
        return ticks / 100.0;
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

    /// <summary>Kills the server as a power cut would: nothing is written any more.</summary>
    public void Kill()
    {
        var pid = int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);
        using var postmaster = Process.GetProcessById(pid);
        postmaster.Kill();
        postmaster.WaitForExit();
    }

    /// <summary>
    /// Starts the server again where it was. Its orphans end by themselves a moment after it; until then it refuses.
    /// </summary>
    public void Restart()
    {
        var port = ConnectionString.Split(';').First(part => part.StartsWith("Port=", StringComparison.Ordinal))[5..];
        (int Code, string Output) started = (1, "");
        for (var attempt = 0; attempt < 30 && started.Code != 0; attempt++)
            started = Start(int.Parse(port, CultureInfo.InvariantCulture));
        Succeed(started);
    }

    private void OnExit(object? sender, EventArgs e) => Dispose();

    private void Initialize()
    {
        // PostgreSQL refuses to run as root, so that its own user must own the folder.
        if (Environment.IsPrivilegedProcess)
            Succeed(Launch("chown", ["postgres", folder]));
        Succeed(Run("initdb", "-D", Data, "-U", "gulou", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"));
    }

    /// <summary>Between asking for a free port and taking it another process may have it: then again.</summary>
    private void Listen()
    {
        var problem = "";
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var port = FreePort();
            var (code, output) = Start(port);
            if (code == 0)
            {
                ConnectionString = $"Host=127.0.0.1;Port={port};Username=gulou;Database=postgres";
                return;
            }
            problem = output + (File.Exists(Log) ? File.ReadAllText(Log) : "");
        }
        throw new InvalidOperationException($"PostgreSQL did not start: {problem}");
    }

    private (int Code, string Output) Start(int port)
    {
        var options = $"-p {port} -c listen_addresses=127.0.0.1 -c max_connections=200";
        return Run(
            "pg_ctl",
            ["start", "-D", Data, "-w", "-l", Log, "-o", $"{options} -c unix_socket_directories={folder}"]
        );
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
