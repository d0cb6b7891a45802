using System.Collections;

namespace Gulou.App.Options;

/// <summary>
/// Settings that nobody reads, most often misspelt: in the environment those that begin with <c>GULOU_</c>, in
/// <c>appsettings.json</c> all outside the sections of ASP.NET.
/// </summary>
public static class UnknownOptions
{
    public const string File = "appsettings.json";

    /// <summary>Read elsewhere: the first administrator's password; the tests' own.</summary>
    private static readonly string[] OtherVariables = ["PASSWORD", "REQUIRE_ALL", "UPDATE_DOCS", "TEST_PG"];

    private static readonly string[] Frameworks =
    [
        "AllowedHosts",
        "ASPNETCORE",
        "DOTNET",
        "Kestrel",
        "Logging",
        "ReloadStaticAssetsAtRuntime",
        "Serilog",
        "urls",
    ];

    /// <summary>What is set and unknown, each with the setting that may have been meant.</summary>
    public static IReadOnlyList<(string Found, string? Meant)> Find() =>
        Find(
            Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .ToDictionary(pair => (string)pair.Key, pair => (string?)pair.Value),
            Path.Combine(AppContext.BaseDirectory, File)
        );

    public static IReadOnlyList<(string Found, string? Meant)> Find(
        IReadOnlyDictionary<string, string?> environment,
        string file
    )
    {
        var variables = environment
            .Keys.Where(name => name.StartsWith(ProgramOptions.Prefix, StringComparison.OrdinalIgnoreCase))
            .Select(name => (Found: name, Key: name[ProgramOptions.Prefix.Length..].Replace("__", ":")))
            .Where(v => !OtherVariables.Contains(v.Key, StringComparer.OrdinalIgnoreCase));
        var settings = new ConfigurationBuilder()
            .AddJsonFile(file, optional: true)
            .Build()
            .AsEnumerable()
            .Where(pair => pair.Value is not null)
            .Select(pair => (Found: pair.Key, pair.Key))
            .Where(s => !Frameworks.Contains(s.Key.Split(':')[0], StringComparer.OrdinalIgnoreCase));
        return
        [
            .. variables
                .Concat(settings)
                .Where(v => !ProgramOptions.Known.Any(known => IsOf(known, v.Key)))
                .Select(v => (v.Found, Nearest(v.Key)))
                .Order(),
        ];
    }

    private static bool IsOf(KnownOption known, string key) =>
        key.Equals(known.Key, StringComparison.OrdinalIgnoreCase)
        || (
            known.IsList
            && key.StartsWith(known.Key + ":", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(key.AsSpan(known.Key.Length + 1), out _)
        );

    /// <summary>The known setting that differs least, if it is near.</summary>
    private static string? Nearest(string key)
    {
        var (best, distance) = ProgramOptions
            .Known.Select(known => (known.Key, Distance(key.ToUpperInvariant(), known.Key.ToUpperInvariant())))
            .MinBy(pair => pair.Item2);
        return distance <= Math.Max(2, key.Length / 3) ? best : null;
    }

    /// <summary>How many letters must be added, dropped or changed (Levenshtein).</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length];
    }
}
