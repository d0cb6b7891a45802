using Gulou.Storage.Backups;
using Spectre.Console;

namespace Gulou.App.Cli;

/// <summary>Shows how far a backup or a restore has come: a bar where someone watches, else a line a step.</summary>
internal static class BackupBar
{
    public static async Task<T> ShowAsync<T>(Terminal terminal, Func<IProgress<BackupStep>, Task<T>> work)
    {
        if (!terminal.Screen.Profile.Capabilities.Interactive)
        {
            var last = "";
            return await work(
                new Told(step =>
                {
                    if (step.Name != last)
                        terminal.Say(Words(terminal, step));
                    last = step.Name;
                })
            );
        }
        return await terminal
            .Screen.Progress()
            .AutoClear(true)
            .StartAsync(async bars =>
            {
                var bar = bars.AddTask("");
                return await work(
                    new Told(step =>
                    {
                        bar.Description = Words(terminal, step);
                        bar.IsIndeterminate = step.All == 0;
                        (bar.MaxValue, bar.Value) = (Math.Max(step.All, 1), step.Done);
                    })
                );
            });
    }

    private static string Words(Terminal terminal, BackupStep step) => terminal.Text[$"cli.backup.step-{step.Name}"];

    /// <summary>Told at once, in order; the framework's own progress would tell it on another thread.</summary>
    private sealed class Told(Action<BackupStep> tell) : IProgress<BackupStep>
    {
        public void Report(BackupStep value) => tell(value);
    }
}
