using System.CommandLine;
using Gulou.App.Options;
using Gulou.App.Web;
using Gulou.Storage.Cases;

namespace Gulou.App.Cli;

/// <summary><c>gulou serve</c>: the web site over a real database. It makes no logins and no schema.</summary>
internal static class ServeCommand
{
    public static Command Make(Terminal terminal)
    {
        var text = terminal.Text;
        var (db, keys) = (CommandLine.Db(terminal), CommandLine.Keys(terminal));
        var urls = new Option<string>("--urls")
        {
            Description = text["cli.urls"],
            DefaultValueFactory = _ => "http://localhost:5226",
        };
        var set = CommandLine.Set(terminal);
        var command = new Command("serve", text["cli.serve.about"]) { db, keys, urls, set };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    terminal,
                    parsed.GetRequiredValue(db),
                    parsed.GetValue(keys),
                    parsed.GetRequiredValue(urls),
                    ProgramOptions.Load(parsed.GetValue(set)),
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Terminal terminal,
        string db,
        string? keys,
        string urls,
        ProgramOptions options,
        CancellationToken cancellation
    )
    {
        var found = await Opening.LookAsync(terminal, db);
        found.MustBeReal(terminal);
        found.MustBeCurrent(terminal);
        if (!found.HasAdministrator)
            throw new CliException(ExitCode.Refused, terminal.Text["cli.no-administrator"]);
        foreach (var (unknown, meant) in UnknownOptions.Find())
            terminal.Complain(
                meant is null
                    ? terminal.Text["cli.unknown-option", unknown]
                    : terminal.Text["cli.misspelt-option", unknown, meant]
            );
        using var alone = Opening.Take(terminal, db);
        await using var tower = Opening.Open(terminal, db, keys, found, options);
        // A flow that running cases are bound to and this program does not understand stops it now, not midway.
        await using (var reading = tower.Read())
            await tower.Definitions.Get<CaseCatalog>().PinAllAsync(reading, cancellation);
        await using var app = WebHost.Build(tower, new WebSettings(urls) { Options = options });
        await app.StartAsync(cancellation);
        terminal.Say(terminal.Text["cli.serve.listening", string.Join(' ', app.Urls)]);
        await app.WaitForShutdownAsync(cancellation);
        return ExitCode.Ok;
    }
}
