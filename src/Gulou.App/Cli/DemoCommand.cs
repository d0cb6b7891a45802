using System.CommandLine;
using System.Globalization;
using Gulou.App.Demo;
using Gulou.App.Web;
using Spectre.Console;

namespace Gulou.App.Cli;

/// <summary><c>gulou</c> alone: the demo, for this machine only, in a database marked as a demo for ever.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(200);

    public static void Configure(RootCommand root, Terminal terminal)
    {
        var text = terminal.Text;
        var db = new Option<string>("--db") { Description = text["cli.db"], DefaultValueFactory = _ => Opening.DemoDb };
        var keys = new Option<string>("--keys")
        {
            Description = text["cli.keys"],
            DefaultValueFactory = _ => Opening.DemoKeys,
        };
        var port = new Option<int>("--port") { Description = text["cli.port"], DefaultValueFactory = _ => 5226 };
        root.Options.Add(db);
        root.Options.Add(keys);
        root.Options.Add(port);
        root.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    terminal,
                    new TowerSettings { Db = parsed.GetRequiredValue(db), Keys = parsed.GetRequiredValue(keys) },
                    parsed.GetValue(port),
                    cancellation
                )
        );
    }

    private static async Task<int> RunAsync(
        Terminal terminal,
        TowerSettings settings,
        int port,
        CancellationToken cancellation
    )
    {
        using var alone = Opening.Take(terminal, settings.Db);
        var run = new DemoRun(settings);
        await run.OpenAsync();
        await using var tower = run.Tower;
        terminal.Say(terminal.Text["cli.works-on", tower.Database.Description]);
        var url = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}");
        var web = new WebSettings(url, Quiet: true, AskSecondFactor: false);
        await using var app = WebHost.Build(tower, web, run.Site);
        await app.StartAsync(cancellation);
        terminal.Say(terminal.Text["cli.demo.listening", string.Join(' ', app.Urls)]);
        var ended = app.WaitForShutdownAsync(cancellation);
        if (run.Site.Filling is not null)
        {
            var filled = run.FillAsync();
            await ShowAsync(terminal, run.Site, Task.WhenAny(filled, ended));
            // Left half filled, it is made anew at the next start.
            if (ended.IsCompleted)
                return ExitCode.Ok;
            await filled;
            terminal.Say(terminal.Text["cli.demo.filled"]);
        }
        OfferLogins(terminal, tower, run.Site);
        await ended;
        return ExitCode.Ok;
    }

    /// <summary>A sign-in per post, so that a visitor can look from everywhere.</summary>
    private static void OfferLogins(Terminal terminal, Tower tower, DemoSite site)
    {
        terminal.Say(terminal.Text["cli.demo.logins", DemoLogin.Password]);
        foreach (var login in site.Logins)
        {
            var post = tower.Definitions.Posts.NameOf(login.Post);
            terminal.Say(terminal.Text["cli.demo.login", login.Name, post, login.Place, login.Person]);
        }
    }

    /// <summary>A bar where someone watches; elsewhere one line.</summary>
    private static async Task ShowAsync(Terminal terminal, DemoSite site, Task end)
    {
        if (!terminal.Screen.Profile.Capabilities.Interactive)
        {
            terminal.Say(terminal.Text["cli.demo.filling"]);
            await end;
            return;
        }
        await terminal
            .Screen.Progress()
            .AutoClear(true)
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask(terminal.Text["cli.demo.filling"]);
                while (!end.IsCompleted)
                {
                    if (site.Filling is { } step)
                    {
                        bar.Description = terminal.Text.Find(step.TextKey) ?? bar.Description;
                        (bar.MaxValue, bar.Value) = (Math.Max(step.All, 1), step.Done);
                    }
                    await Task.WhenAny(end, Task.Delay(Glance));
                }
            });
    }
}
