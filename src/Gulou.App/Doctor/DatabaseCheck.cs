using System.Data.Common;
using System.Globalization;
using Gulou.App.Options;
using Gulou.Storage;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Doctor;

/// <summary>Whether the database opens, is of this program's version, and keeps what it is given.</summary>
internal static class DatabaseCheck
{
    public static Database? Open(Patient patient, ProgramOptions? options, List<Finding> findings)
    {
        try
        {
            if (Database.IsPostgres(patient.Db) || File.Exists(patient.Db))
                return Database.Open(patient.Db, Model.Parts, options?.AttachmentsFolder);
            findings.Add(Finding.Fault("database-missing", patient.Db));
        }
        catch (Exception wrong) when (wrong is ArgumentException or IOException or UnauthorizedAccessException)
        {
            // Said without the connection string, which may hold a password.
            findings.Add(Finding.Fault("database-closed", "--db", wrong.Message));
        }
        return null;
    }

    /// <summary>True when its records can be looked at.</summary>
    public static async Task<bool> RunAsync(Database database, List<Finding> findings, CancellationToken cancellation)
    {
        try
        {
            await using var db = database.NewContext();
            await db.Database.OpenConnectionAsync(cancellation);
            findings.Add(Finding.Ok("database-fine", database.Description, await VersionAsync(db)));
            if (db.Database.IsSqlite())
                await SqliteAsync(db, findings);
            else
                await new ServerCheck(database, db, findings).RunAsync();
            return await SchemaAsync(db, findings);
        }
        catch (Exception fault) when (fault is DbException or InvalidOperationException { InnerException: DbException })
        {
            findings.Add(Finding.Fault("database-closed", database.Description, fault.Message));
            return false;
        }
    }

    /// <summary>One value, as a text.</summary>
    public static async Task<string> AskAsync(this GulouDb db, string sql)
    {
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture) ?? "";
    }

    private static Task<string> VersionAsync(GulouDb db) =>
        db.AskAsync(db.Database.IsSqlite() ? "SELECT sqlite_version()" : "SHOW server_version");

    private static async Task SqliteAsync(GulouDb db, List<Finding> findings)
    {
        var journal = await db.AskAsync("PRAGMA journal_mode");
        findings.Add(journal == "wal" ? Finding.Ok("journal-fine") : Finding.Warning("journal-other", journal));
        var check = await db.AskAsync("PRAGMA quick_check(1)");
        findings.Add(check == "ok" ? Finding.Ok("pages-fine") : Finding.Fault("pages-damaged", check));
    }

    private static async Task<bool> SchemaAsync(GulouDb db, List<Finding> findings)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync()).ToList();
        var pending = known.Except(applied).Count();
        var newer = applied.Except(known).ToList();
        findings.Add(
            applied.Count == 0 ? Finding.Fault("schema-none")
            : newer.Count > 0 ? Finding.Fault("schema-newer", newer[^1])
            : pending > 0 ? Finding.Fault("schema-older", pending)
            : Finding.Ok("schema-fine")
        );
        return applied.Count > 0 && newer.Count == 0 && pending == 0;
    }
}
