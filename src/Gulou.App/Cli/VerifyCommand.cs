using System.CommandLine;
using Gulou.App.Options;
using Gulou.Areas.Governance.Points;
using Gulou.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Cli;

/// <summary><c>gulou verify</c>: recomputes all that can be recomputed and names what does not agree.</summary>
internal static class VerifyCommand
{
    public static Command Make(Terminal terminal)
    {
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var command = new Command("verify", terminal.Text["cli.verify.about"]) { db, keys };
        command.SetAction((parsed, cancellation) => RunAsync(terminal, parsed.GetRequiredValue(db), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string db, CancellationToken cancellation)
    {
        var text = terminal.Text;
        var found = await Opening.LookAsync(terminal, db);
        found.MustBeCurrent(terminal);
        await using var database = Database.Open(db, Model.Parts, ProgramOptions.Load().AttachmentsFolder);
        var steps = new Steps(step => terminal.Say(text["cli.verify.step", text.Find($"cli.verify.{step}") ?? step]));
        var report = await Verification.Verify(database, steps, cancellation);
        foreach (var count in report.Counts)
            terminal.Say(text["cli.verify.count", text.Find($"cli.verify.{count.What}") ?? count.What, count.Count]);
        foreach (var fault in report.Faults)
            terminal.Complain(text["cli.verify.fault", fault.Check, fault.Thing, fault.Detail]);
        var lost = await LostPhotosAsync(database, cancellation);
        foreach (var photo in lost)
            terminal.Complain(text["cli.verify.fault", "claim.photo", photo, text["cli.verify.photo-lost"]]);
        if (report.IsClean && lost.Count == 0)
        {
            terminal.Say(text["cli.verify.clean"]);
            return ExitCode.Ok;
        }
        terminal.Complain(text["cli.verify.faults", report.FaultCount + lost.Count]);
        return ExitCode.Refused;
    }

    /// <summary>Photos of claims that are not on the disk as they were stored.</summary>
    private static async Task<List<string>> LostPhotosAsync(Database database, CancellationToken cancellation)
    {
        var files = new Attachments(database.AttachmentsFolder);
        await using var db = database.NewContext();
        var photos = db.Set<Claim>().Where(c => c.Photo != null).Select(c => c.Photo!).AsAsyncEnumerable();
        var lost = new List<string>();
        await foreach (var photo in photos.WithCancellation(cancellation))
        {
            if (!files.Verify(photo))
                lost.Add(photo);
        }
        return lost;
    }

    /// <summary>Said at once, in order; the framework's own progress would say it on another thread.</summary>
    private sealed class Steps(Action<string> say) : IProgress<string>
    {
        public void Report(string value) => say(value);
    }
}
