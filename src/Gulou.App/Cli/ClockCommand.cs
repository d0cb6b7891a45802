using System.CommandLine;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Settings;

namespace Gulou.App.Cli;

/// <summary><c>gulou db accept-clock</c>: the operator says that the clock is right now.</summary>
internal static class ClockCommand
{
    public static Command Make(Terminal terminal)
    {
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var command = new Command("accept-clock", terminal.Text["cli.clock.about"]) { db, keys };
        command.SetAction(parsed => RunAsync(terminal, parsed.GetRequiredValue(db), parsed.GetValue(keys)));
        return command;
    }

    private static async Task<int> RunAsync(Terminal terminal, string db, string? keys)
    {
        var found = await Opening.LookAsync(terminal, db);
        found.MustBeCurrent(terminal);
        found.MustBeReal(terminal);
        using var alone = Opening.Take(terminal, db);
        await using var tower = Opening.Open(terminal, db, keys, found);
        var command = new AcceptClock { Id = ClientId.New(TimeProvider.System), Cell = 0 };
        terminal.MustBeDone(await tower.Commands.RunAsync(Actor.System, command));
        terminal.Say(terminal.Text["cli.clock.accepted", tower.Now.InShanghai]);
        return ExitCode.Ok;
    }
}
