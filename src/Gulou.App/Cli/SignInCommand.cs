using System.CommandLine;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Posts;

namespace Gulou.App.Cli;

/// <summary>
/// <c>gulou sign-in reset-second-factor</c>: for the administrator who lost phone and recovery codes and whom no other
/// can help.
/// </summary>
internal static class SignInCommand
{
    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var login = new Option<string>("--login") { Description = text["cli.sign-in.login"], Required = true };
        var reason = new Option<string>("--reason") { Description = text["cli.sign-in.reason"], Required = true };
        var reset = new Command("reset-second-factor", text["cli.sign-in.reset"]) { db, keys, login, reason };
        reset.SetAction(parsed =>
            Opening.WorkAsync(
                terminal,
                parsed.GetRequiredValue(db),
                parsed.GetValue(keys),
                tower => ResetAsync(terminal, tower, parsed.GetRequiredValue(login), parsed.GetRequiredValue(reason))
            )
        );
        return new Command("sign-in", text["cli.sign-in.about"]) { reset };
    }

    private static async Task<int> ResetAsync(Terminal terminal, Tower tower, string name, string reason)
    {
        if (await new ActorReader(tower.Database, tower.Vault).LoginAsync(name) is not { } login)
            throw new CliException(ExitCode.Refused, terminal.Text["cli.sign-in.unknown", name]);
        var answer = await tower.Commands.RunAsync(
            Actor.System,
            new ResetSecondFactor
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = login.Cell,
                PersonId = login.PersonId,
                Reason = reason,
            }
        );
        terminal.MustBeDone(answer);
        terminal.Say(terminal.Text["cli.sign-in.was-reset", name]);
        return ExitCode.Ok;
    }
}
