using System.CommandLine;
using Gulou.App.Options;
using Gulou.Storage;
using Gulou.Storage.Backups;

namespace Gulou.App.Cli;

/// <summary><c>gulou db restore</c>: a backup into a new database, brought up to date and verified.</summary>
internal static class RestoreCommand
{
    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var from = new Argument<string>("FROM") { Description = text["cli.restore.from"] };
        var db = new Option<string>("--db") { Description = text["cli.restore.db"], Required = true };
        var command = new Command("restore", text["cli.restore.about"]) { from, db };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(terminal, parsed.GetRequiredValue(from), parsed.GetRequiredValue(db), cancellation)
        );
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string from, string db, CancellationToken cancellation)
    {
        var text = terminal.Text;
        await using var database = Database.Open(db, Model.Parts, ProgramOptions.Load().AttachmentsFolder);
        terminal.Say(text["cli.works-on", database.Description]);
        using var alone = Opening.Take(terminal, db);
        var manifest = await BackupBar.ShowAsync(
            terminal,
            progress => Restore.RunAsync(from, database, progress, cancellation)
        );
        terminal.Say(text["cli.restore.done", manifest.TakenAt, manifest.Counts["entry"], manifest.Attachments]);
        var report = await Verification.Verify(database, VerifyCommand.Progress(terminal), null, cancellation);
        var code = VerifyCommand.Say(terminal, report);
        if (code == ExitCode.Ok)
            terminal.Say(text["cli.restore.keys"]);
        return code;
    }
}
