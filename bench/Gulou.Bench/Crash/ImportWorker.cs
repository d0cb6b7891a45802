using System.Globalization;
using Gulou.App;
using Gulou.App.Jobs;

namespace Gulou.Bench.Crash;

/// <summary>
/// The program at work on a list of people, in a process of its own that is killed. How far it is, is told on the
/// output, one line each time it is further.
/// </summary>
internal static class ImportWorker
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var settings = new TowerSettings
        {
            Db = arguments[0],
            Keys = arguments[1],
            Attachments = arguments[2],
        };
        var import = long.Parse(arguments[3], CultureInfo.InvariantCulture);
        await using var tower = Tower.Open(settings, out _);
        var work = new ImportJob(tower).RunOnceAsync();
        var told = default(Gulou.Storage.People.Import.ImportProgress);
        while (!work.IsCompleted)
        {
            if (tower.Imports.ProgressOf(import) is { } now && now != told)
            {
                told = now;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{now.State} {now.Done}"));
            }
            await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(1)));
        }
        await work;
        return 0;
    }
}
