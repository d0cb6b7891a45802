using System.CommandLine;
using Gulou.App.Options;
using Gulou.Storage;
using Gulou.Storage.Backups;

namespace Gulou.App.Cli;

/// <summary><c>gulou db backup</c>: a proven copy while others write.</summary>
internal static class BackupCommand
{
    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var to = new Argument<string>("TO") { Description = text["cli.backup.to"] };
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var command = new Command("backup", text["cli.backup.about"]) { to, db, keys };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(terminal, parsed.GetRequiredValue(db), parsed.GetRequiredValue(to), cancellation)
        );
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string db, string to, CancellationToken cancellation)
    {
        var text = terminal.Text;
        var found = await Opening.LookAsync(terminal, db);
        found.MustHaveSchema(terminal);
        found.MustNotBeNewer(terminal);
        await using var database = Database.Open(db, Model.Parts, ProgramOptions.Load().AttachmentsFolder);
        var manifest = await BackupBar.ShowAsync(
            terminal,
            progress => Backup.TakeAsync(database, to, TimeProvider.System, progress, null, cancellation)
        );
        terminal.Say(text["cli.backup.done", to, manifest.Counts["entry"], manifest.Attachments]);
        if (manifest.Seal is { } seal)
            terminal.Say(text["cli.backup.seal", seal.Code]);
        terminal.Say(text["cli.backup.no-keys", found.IsDemo ? Opening.DemoKeys : Opening.KeysFor(found)]);
        if (manifest.MissingAttachments.Count == 0)
            return ExitCode.Ok;
        foreach (var missing in manifest.MissingAttachments)
            terminal.Complain(text["cli.backup.missing", missing]);
        terminal.Complain(text["cli.backup.some-missing", manifest.MissingAttachments.Count]);
        return ExitCode.Refused;
    }
}
