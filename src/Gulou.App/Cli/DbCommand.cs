using System.CommandLine;

namespace Gulou.App.Cli;

/// <summary><c>gulou db</c>: the schema up to this program's version; backup and restore; a clock set right.</summary>
internal static class DbCommand
{
    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var migrate = new Command("migrate", text["cli.db.migrate"]) { db, keys };
        migrate.SetAction(parsed => MigrateAsync(terminal, parsed.GetRequiredValue(db)));
        return new Command("db", text["cli.db.about"])
        {
            migrate,
            BackupCommand.Make(terminal),
            RestoreCommand.Make(terminal),
            ClockCommand.Make(terminal),
        };
    }

    private static async Task<int> MigrateAsync(Terminal terminal, string db)
    {
        var found = await Opening.LookAsync(terminal, db);
        found.MustNotBeNewer(terminal);
        using var alone = Opening.Take(terminal, db);
        if (found.Pending.Count == 0)
        {
            terminal.Say(terminal.Text["cli.db.current"]);
            return ExitCode.Ok;
        }
        await using var database = Storage.Database.Open(db, Model.Parts);
        await database.MigrateAsync();
        foreach (var migration in found.Pending)
            terminal.Say(terminal.Text["cli.db.migrated", migration]);
        return ExitCode.Ok;
    }
}
