using System.Diagnostics;
using System.Globalization;
using Gulou.Storage.Backups;
using Npgsql;

namespace Gulou.Storage.Postgres;

/// <summary>Runs PostgreSQL's own pg_dump and pg_restore, as Debian's postgresql-client brings them.</summary>
internal static class PostgresTools
{
    private const string Debian = "/usr/lib/postgresql";

    /// <exception cref="BackupException">It is not installed, or it failed.</exception>
    public static async Task RunAsync(
        string tool,
        string connectionString,
        IEnumerable<string> arguments,
        CancellationToken cancellation
    )
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(Find(tool), [.. arguments])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        // Not as arguments, which others on the machine see.
        foreach (
            var (name, value) in new (string, string?)[]
            {
                ("PGHOST", to.Host),
                ("PGPORT", to.Port.ToString(CultureInfo.InvariantCulture)),
                ("PGDATABASE", to.Database),
                ("PGUSER", to.Username),
                ("PGPASSWORD", to.Password),
                ("PGPASSFILE", to.Passfile),
                (
                    "PGSSLMODE",
                    to.SslMode is SslMode.VerifyCA ? "verify-ca"
                    : to.SslMode is SslMode.VerifyFull ? "verify-full"
                    : $"{to.SslMode}".ToLowerInvariant()
                ),
                ("PGSSLROOTCERT", to.RootCertificate),
            }
        )
        {
            if (!string.IsNullOrEmpty(value))
                start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        try
        {
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            if (process.ExitCode != 0)
                throw new BackupException(BackupFault.ToolFailed, $"{tool}: {(await errors).Trim()}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }

    /// <summary>
    /// From the path, else the newest that Debian has beside it: a dump needs one no older than the server.
    /// </summary>
    private static string Find(string tool)
    {
        var versions = Directory.Exists(Debian) ? Directory.GetDirectories(Debian) : [];
        var folders = versions
            .OrderByDescending(v => int.TryParse(Path.GetFileName(v), CultureInfo.InvariantCulture, out var n) ? n : 0)
            .Select(v => Path.Combine(v, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        return folders.Select(folder => Path.Combine(folder, tool)).FirstOrDefault(File.Exists)
            ?? throw new BackupException(BackupFault.ToolMissing, tool);
    }
}
