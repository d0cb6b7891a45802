using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;

namespace Gulou.Bench.Start;

/// <summary>
/// How long the built program takes from nothing to its first page, in an empty folder, with what a bare ASP.NET Core
/// program takes beside it in the same round; and the memory it rests at once the demo is filled.
/// </summary>
internal static class StartBench
{
    public const string Bare = "bare-web";

    /// <summary>What stands before this program's arguments when it runs under <c>dotnet</c>.</summary>
    private static string[] Itself =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [typeof(StartBench).Assembly.Location]
            : [];

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);
    private static readonly HttpClient Client = new();

    public static async Task<int> RunAsync(string[] options)
    {
        var rounds = 5;
        var program = Program();
        for (var i = 0; i + 1 < options.Length; i += 2)
        {
            if (options[i] == "--rounds")
                rounds = int.Parse(options[i + 1], CultureInfo.InvariantCulture);
            else if (options[i] == "--program")
                program = options[i + 1];
        }
        var (starts, bares) = (new List<Run>(), new List<Run>());
        for (var round = 0; round < rounds; round++)
        {
            bares.Add(await StartAsync(Environment.ProcessPath!, url => [.. Itself, Bare, url], idle: false));
            starts.Add(await StartGulouAsync(program, idle: round == rounds - 1));
        }
        Say("gulou", starts);
        Say("bare", bares);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"start ratio={Median(starts, r => r.Seconds) / Median(bares, r => r.Seconds):0.00} "
                    + $"idle_mib={starts[^1].IdleMebibytes:0}"
            )
        );
        return 0;
    }

    /// <summary>The smallest web program there is, to know what the machine and the framework take.</summary>
    public static async Task<int> RunBareAsync(string url)
    {
        var app = WebApplication.CreateBuilder().Build();
        app.MapGet("/", () => "drum");
        app.Urls.Add(url);
        await app.RunAsync();
        return 0;
    }

    private static async Task<Run> StartGulouAsync(string program, bool idle)
    {
        var folder = Directory.CreateTempSubdirectory("gulou-start-");
        try
        {
            return await StartAsync(
                program,
                url =>
                    [
                        "--db",
                        Path.Combine(folder.FullName, "demo.db"),
                        "--keys",
                        Path.Combine(folder.FullName, "demo.keys"),
                        "--port",
                        new Uri(url).Port.ToString(CultureInfo.InvariantCulture),
                    ],
                idle
            );
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<Run> StartAsync(string program, Func<string, string[]> arguments, bool idle)
    {
        var url = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{FreePort()}");
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments(url))
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        try
        {
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            while (!await AnswersAsync(url))
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
                await Task.Delay(Step);
            }
            var run = new Run(clock.Elapsed.TotalSeconds, process.TotalProcessorTime.TotalSeconds, 0);
            return idle ? run with { IdleMebibytes = await RestAsync(process) } : run;
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    /// <summary>Waits until it has used next to no processor for a while; gives its resident memory.</summary>
    private static async Task<double> RestAsync(Process process)
    {
        for (var quiet = 0; quiet < 10; )
        {
            var before = process.TotalProcessorTime;
            await Task.Delay(Glance);
            process.Refresh();
            quiet = process.TotalProcessorTime - before < Glance / 20 ? quiet + 1 : 0;
        }
        return process.WorkingSet64 / 1024.0 / 1024.0;
    }

    private static async Task<bool> AnswersAsync(string url)
    {
        try
        {
            using var answer = await Client.GetAsync(url);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            // Nobody listens yet.
            return false;
        }
    }

    private static void Say(string what, List<Run> runs) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"start what={what} rounds={runs.Count} median_s={Median(runs, r => r.Seconds):0.00} "
                    + $"min_s={runs.Min(r => r.Seconds):0.00} max_s={runs.Max(r => r.Seconds):0.00} "
                    + $"cpu_s={Median(runs, r => r.Processor):0.00}"
            )
        );

    private static double Median(List<Run> runs, Func<Run, double> value) =>
        runs.Select(value).Order().ElementAt(runs.Count / 2);

    /// <summary>The program as built for release in this tree.</summary>
    private static string Program()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Gulou.slnx")))
            root = root.Parent;
        var name = OperatingSystem.IsWindows() ? "gulou.exe" : "gulou";
        return Path.Combine(root?.FullName ?? "", "src", "Gulou.App", "bin", "Release", "net10.0", name);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Run(double Seconds, double Processor, double IdleMebibytes);
}
