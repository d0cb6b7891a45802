using System.Globalization;
using Gulou.Storage;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Doctor;

/// <summary>
/// How a PostgreSQL server is set: what makes a commit durable, texts whole, and room for another process.
/// </summary>
internal sealed class ServerCheck(Database database, GulouDb db, List<Finding> findings)
{
    private const int LeastVersion = 150000;
    private const int LeastConnections = 10;

    public async Task RunAsync()
    {
        await MustAsync("server_version_num", v => Number(v) >= LeastVersion, "server-old");
        await MustAsync("server_encoding", v => v == "UTF8", "server-encoding");
        await MustAsync("synchronous_commit", v => v != "off", "server-commits-late");
        await MustAsync("fsync", v => v == "on", "server-no-fsync");
        await MustAsync("full_page_writes", v => v == "on", "server-half-pages");
        await RightsAsync();
        await RoomAsync();
        await PoolingAsync();
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private async Task MustAsync(string setting, Func<string, bool> isRight, string fault)
    {
        var value = await db.AskAsync($"SHOW {setting}");
        findings.Add(isRight(value) ? Finding.Ok("server-setting", setting, value) : Finding.Fault(fault, value));
    }

    private async Task RightsAsync()
    {
        var missing = await db.AskAsync(
            """
            SELECT string_agg(c.relname, ', ') FROM pg_class c
            WHERE c.relkind IN ('r', 'p') AND c.relnamespace = current_schema()::regnamespace
                AND NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT'))
            """
        );
        var mightiest = await db.AskAsync("SHOW is_superuser");
        findings.Add(
            missing.Length > 0 ? Finding.Fault("server-rights-missing", missing)
            : mightiest == "on" ? Finding.Warning("server-superuser")
            : Finding.Ok("server-rights-fine")
        );
    }

    private async Task RoomAsync()
    {
        var left = Number(
            await db.AskAsync(
                """
                SELECT current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                    - (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend')
                """
            )
        );
        findings.Add(
            left < LeastConnections
                ? Finding.Warning("server-connections-few", left)
                : Finding.Ok("server-connections-fine", left)
        );
    }

    /// <summary>
    /// A proxy that pools transactions gives one server connection to two clients at once; then the session locks that
    /// keep the writers' lanes apart keep nothing.
    /// </summary>
    private async Task PoolingAsync()
    {
        const string who = "SELECT pg_backend_pid()";
        await using var other = database.NewContext();
        await other.Database.OpenConnectionAsync();
        var (first, second) = (await db.AskAsync(who), await other.AskAsync(who));
        findings.Add(first == second ? Finding.Fault("server-pooled") : Finding.Ok("server-sessions-fine"));
    }
}
