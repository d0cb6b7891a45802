using System.Globalization;
using System.Text.Json;
using Gulou.Testing;

namespace Gulou.Bench.Crash;

/// <summary>Kills the program, and every second time its PostgreSQL, as often as asked; nothing may be lost.</summary>
internal static class CrashBench
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var rounds = int.Parse(Option("--rounds", "20"), CultureInfo.InvariantCulture);
        var seed = int.Parse(Option("--seed", $"{Random.Shared.Next()}"), CultureInfo.InvariantCulture);
        var databases = Option("--db", "both");
        if (databases is "sqlite" or "both")
            await CrashAsync("sqlite", null);
        if (databases is "postgres" or "both")
            await CrashAsync("postgres", PostgresCluster.FindBinaries());
        return 0;

        string Option(string name, string otherwise) =>
            Array.IndexOf(arguments, name) is var at and >= 0 ? arguments[at + 1] : otherwise;

        async Task CrashAsync(string name, string? binaries)
        {
            var report = await CrashRounds.RunAsync(rounds, seed, binaries, Console.Error.WriteLine);
            Console.WriteLine(
                JsonSerializer.Serialize(
                    new
                    {
                        bench = "crash",
                        db = name,
                        seed,
                        report.Rounds,
                        report.ServerKills,
                        report.Answered,
                        report.Recorded,
                    }
                )
            );
        }
    }
}
