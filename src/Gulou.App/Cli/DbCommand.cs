using System.CommandLine;

namespace Gulou.App.Cli;

/// <summary><c>gulou db migrate</c>: the schema up to this program's version.</summary>
internal static class DbCommand
{
    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var migrate = new Command("migrate", text["cli.db.migrate"]) { db, keys };
        migrate.SetAction(parsed => MigrateAsync(terminal, parsed.GetRequiredValue(db)));
        return new Command("db", text["cli.db.about"]) { migrate };
    }

    private static async Task<int> MigrateAsync(Terminal terminal, string db)
    {
        var found = await Opening.LookAsync(terminal, db);
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
