using System.CommandLine;
using Gulou.App.Options;
using Gulou.Storage;
using Gulou.Storage.Audit;

namespace Gulou.App.Cli;

/// <summary><c>gulou verify</c>: recomputes all that can be recomputed and names what does not agree.</summary>
internal static class VerifyCommand
{
    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var seal = new Option<string?>("--seal") { Description = text["cli.verify.seal-text"] };
        var since = new Option<string?>("--since") { Description = text["cli.verify.since"] };
        var command = new Command("verify", text["cli.verify.about"]) { db, keys, seal, since };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    terminal,
                    parsed.GetRequiredValue(db),
                    Read(terminal, parsed.GetValue(seal)),
                    Read(terminal, parsed.GetValue(since)),
                    cancellation
                )
        );
        return command;
    }

    /// <summary>Says what there is and what does not agree; the exit code.</summary>
    public static int Say(Terminal terminal, VerifyReport report)
    {
        var text = terminal.Text;
        foreach (var count in report.Counts)
            terminal.Say(text["cli.verify.count", text.Find($"cli.verify.{count.What}") ?? count.What, count.Count]);
        foreach (var fault in report.Faults)
            terminal.Complain(text["cli.verify.fault", fault.Check, fault.Thing, fault.Detail]);
        if (report.IsClean)
        {
            terminal.Say(text["cli.verify.clean"]);
            return ExitCode.Ok;
        }
        terminal.Complain(text["cli.verify.faults", report.FaultCount]);
        return ExitCode.Refused;
    }

    /// <summary>Told each step of a verification, on its own line.</summary>
    public static IProgress<string> Progress(Terminal terminal)
    {
        var text = terminal.Text;
        return new Steps(step => terminal.Say(text["cli.verify.step", text.Find($"cli.verify.{step}") ?? step]));
    }

    private static async Task<int> RunAsync(
        Terminal terminal,
        string db,
        PrintedSeal? printed,
        PrintedSeal? since,
        CancellationToken cancellation
    )
    {
        var found = await Opening.LookAsync(terminal, db);
        found.MustBeCurrent(terminal);
        await using var database = Database.Open(db, Model.Parts, ProgramOptions.Load().AttachmentsFolder);
        var progress = Progress(terminal);
        return Say(
            terminal,
            since is null
                ? await Verification.Verify(database, progress, printed, cancellation)
                : await Verification.VerifySince(database, since, progress, cancellation)
        );
    }

    private static PrintedSeal? Read(Terminal terminal, string? seal) =>
        seal is null
            ? null
            : PrintedSeal.Read(seal)
                ?? throw new CliException(ExitCode.Usage, terminal.Text["cli.verify.not-a-seal", seal]);

    /// <summary>Said at once, in order; the framework's own progress would say it on another thread.</summary>
    private sealed class Steps(Action<string> say) : IProgress<string>
    {
        public void Report(string value) => say(value);
    }
}
