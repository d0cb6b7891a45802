using Gulou.App.Options;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Model;
using Gulou.Storage.Posts;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Cli;

/// <summary>What a database is found to be before a command touches it.</summary>
internal sealed record Found(
    string Description,
    bool HasSchema,
    IReadOnlyList<string> Pending,
    IReadOnlyList<string> Newer,
    bool IsDemo,
    bool HasAdministrator,
    bool HasRecords
);

/// <summary>Looks at a database, and opens it for a command that may work on it.</summary>
internal static class Opening
{
    private const string Gulou = "gulou";

    public static string DemoDb => Path.Combine(Folder(Environment.SpecialFolder.LocalApplicationData), "demo.db");

    public static string DemoKeys => Path.Combine(Folder(Environment.SpecialFolder.ApplicationData), "demo.keys");

    /// <summary>Names the database to the operator and looks at it; nothing is changed.</summary>
    /// <param name="terminal">Where to say it.</param>
    /// <param name="db">A SQLite file or a PostgreSQL connection string.</param>
    /// <param name="mayBeMissing">Whether a SQLite file that does not exist is fine.</param>
    public static async Task<Found> LookAsync(Terminal terminal, string db, bool mayBeMissing = false)
    {
        await using var database = Database.Open(db, Model.Parts);
        var text = terminal.Text;
        terminal.Say(text["cli.works-on", database.Description]);
        if (database is SqliteDatabase { File: var file } && !File.Exists(file))
        {
            return mayBeMissing
                ? new Found(database.Description, false, [], [], false, false, false)
                : throw new CliException(ExitCode.CannotOpen, text["cli.no-database", db]);
        }
        await using var context = database.NewContext();
        await context.Database.OpenConnectionAsync();
        var applied = (await context.Database.GetAppliedMigrationsAsync()).ToList();
        var pending = (await context.Database.GetPendingMigrationsAsync()).ToList();
        var newer = applied.Except(context.Database.GetMigrations()).ToList();
        if (applied.Count == 0)
            return new Found(database.Description, false, pending, [], false, false, false);
        var today = Instant.Now(TimeProvider.System).Day;
        return new Found(
            database.Description,
            true,
            pending,
            newer,
            await context.Settings.AnyAsync(s => s.Name == Setting.Demo),
            await context.Appointments.AnyAsync(a =>
                a.Post == MakeFirstAdministrator.Administrator && (a.To == null || a.To > today)
            ),
            await context.Audit.AnyAsync()
        );
    }

    /// <summary>Opens the database for work; a key file is made only where nothing was sealed yet.</summary>
    public static Tower Open(Terminal terminal, string db, string? keys, Found found, ProgramOptions? options = null)
    {
        var file = keys ?? KeysFor(found);
        var settings = new TowerSettings
        {
            Db = db,
            Keys = file,
            MayMakeKeys = !found.HasRecords,
            WatchesClock = !found.IsDemo,
            Attachments = (options ?? ProgramOptions.Load()).AttachmentsFolder,
        };
        var tower = Tower.Open(settings, out var made);
        if (made)
            terminal.Say(terminal.Text["cli.keys-made", file]);
        return tower;
    }

    /// <summary>Works on a database of this program's version, which nobody else writes meanwhile.</summary>
    /// <returns>The exit code of the work.</returns>
    public static async Task<int> WorkAsync(Terminal terminal, string db, string? keys, Func<Tower, Task<int>> work)
    {
        var found = await LookAsync(terminal, db);
        found.MustBeCurrent(terminal);
        using var alone = Take(terminal, db);
        await using var tower = Open(terminal, db, keys, found);
        return await work(tower);
    }

    /// <summary>
    /// Takes an embedded database for this program alone until it ends, or refuses: for all that writes.
    /// </summary>
    public static IDisposable Take(Terminal terminal, string db)
    {
        var database = Database.Open(db, Model.Parts);
        return DatabaseLock.TryTake(database)
            ?? throw new CliException(ExitCode.Refused, terminal.Text["cli.in-use", database.Description]);
    }

    /// <summary>Refuses a database without tables.</summary>
    public static void MustHaveSchema(this Found found, Terminal terminal)
    {
        if (!found.HasSchema)
            throw new CliException(ExitCode.Refused, terminal.Text["cli.no-schema"]);
    }

    /// <summary>Refuses a database that a newer program has worked on.</summary>
    public static void MustNotBeNewer(this Found found, Terminal terminal)
    {
        if (found.Newer.Count > 0)
            throw new CliException(ExitCode.Refused, terminal.Text["cli.newer", found.Newer[^1]]);
    }

    /// <summary>Refuses a database whose tables are missing, newer or older than the program.</summary>
    public static void MustBeCurrent(this Found found, Terminal terminal)
    {
        found.MustHaveSchema(terminal);
        found.MustNotBeNewer(terminal);
        if (found.Pending.Count > 0)
            throw new CliException(ExitCode.Refused, terminal.Text["cli.pending"]);
    }

    /// <summary>Refuses the demo's database.</summary>
    public static void MustBeReal(this Found found, Terminal terminal)
    {
        if (found.IsDemo)
            throw new CliException(ExitCode.Refused, terminal.Text["cli.is-demo"]);
    }

    /// <summary>Where the key file lies by default: by the name of the file or database.</summary>
    public static string KeysFor(Found found) => KeysFor(found.Description);

    public static string KeysFor(string description) =>
        Path.Combine(
            Folder(Environment.SpecialFolder.ApplicationData),
            Path.GetFileNameWithoutExtension(description) + ".keys"
        );

    private static string Folder(Environment.SpecialFolder folder) =>
        Path.Combine(Environment.GetFolderPath(folder, Environment.SpecialFolderOption.Create), Gulou);
}
