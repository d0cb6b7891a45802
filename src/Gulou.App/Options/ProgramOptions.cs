using System.Globalization;
using System.Net;
using Gulou.App.Jobs;
using Gulou.Storage.Backups;

namespace Gulou.App.Options;

/// <summary>
/// All that may be configured, in one place: <c>appsettings.json</c> beside the program, then the environment
/// (<c>GULOU_LIMITS__SIGNIN</c>; ASP.NET's own names too), then <c>--set Limits:SignIn=10</c>; the last one counts.
/// </summary>
public sealed class ProgramOptions
{
    public const string Prefix = "GULOU_";

    private readonly IConfiguration configuration;

    private ProgramOptions(IConfiguration configuration)
    {
        this.configuration = configuration;
        AttachmentsFolder = Word("Attachments:Folder");
        Backup = Word("Backup:Folder") is { } folder
            ? new BackupPlan(
                Path.GetFullPath(folder),
                Time("Backup:At"),
                new Retention(
                    Number("Backup:Daily", 0, 10_000),
                    Number("Backup:Weekly", 0, 10_000),
                    Number("Backup:Monthly", 0, 10_000)
                )
            )
            : null;
        SignInsPerMinute = Number("Limits:SignIn", 1, 1_000_000);
        WritesPerMinute = Number("Limits:Writes", 1, 1_000_000);
        SlowAfter = TimeSpan.FromMilliseconds(Number("SlowQuery:Milliseconds", 1, 3_600_000));
        TrustedProxies = Addresses("Proxy:Trusted");
        MetricsUrl = Url("Metrics:Url");
        MetricsTrusted = Addresses("Metrics:Trusted");
        OpenId = OpenIdSettings.Read(configuration);
        OtlpEndpoint = Url("Telemetry:Otlp");
    }

    /// <summary>Every setting with its value when nobody says; what each means is a text, <c>options.…</c>.</summary>
    public static IReadOnlyList<KnownOption> Known { get; } =
    [
        new("Attachments:Folder", ""),
        new("Backup:At", "02:30"),
        new("Backup:Daily", "7"),
        new("Backup:Folder", ""),
        new("Backup:Monthly", "12"),
        new("Backup:Weekly", "4"),
        new("Limits:SignIn", "30"),
        new("Limits:Writes", "240"),
        new("Metrics:Trusted", "", IsList: true),
        new("Metrics:Url", ""),
        new("OpenId:Authority", ""),
        new("OpenId:Claim", "sub"),
        new("OpenId:ClientId", ""),
        new("OpenId:Name", "OpenID"),
        new("OpenId:Scopes", "", IsList: true),
        new("OpenId:SecretFile", ""),
        new("OpenId:TrustedFactors", "", IsList: true),
        new("Proxy:Trusted", "", IsList: true),
        new("SlowQuery:Milliseconds", "200"),
        new("Telemetry:Otlp", ""),
    ];

    /// <summary>Where photos lie; null for the usual place of the database.</summary>
    public string? AttachmentsFolder { get; }

    /// <summary>When backups are taken; null for never.</summary>
    public BackupPlan? Backup { get; }

    /// <summary>How often one address may try to sign in, per minute.</summary>
    public int SignInsPerMinute { get; }

    /// <summary>How often one person may write, per minute.</summary>
    public int WritesPerMinute { get; }

    /// <summary>From how long on a statement is logged as slow.</summary>
    public TimeSpan SlowAfter { get; }

    /// <summary>The proxies that may say who the client was.</summary>
    public IReadOnlyList<IPAddress> TrustedProxies { get; }

    /// <summary>Where metrics are read, apart from the site; null when nowhere.</summary>
    public Uri? MetricsUrl { get; }

    /// <summary>Who may read metrics beside this machine itself.</summary>
    public IReadOnlyList<IPAddress> MetricsTrusted { get; }

    /// <summary>The identity provider people may sign in with; null when there is none.</summary>
    public OpenIdSettings? OpenId { get; }

    /// <summary>The collector that traces and metrics are sent to; null when to none.</summary>
    public Uri? OtlpEndpoint { get; }

    /// <summary>What is configured where the program stands, with what the command line adds.</summary>
    /// <param name="set">Pairs <c>Key=Value</c>.</param>
    /// <exception cref="OptionException">A value is not what its setting takes.</exception>
    public static ProgramOptions Load(IReadOnlyList<string>? set = null)
    {
        var pairs = (set ?? []).Select(pair =>
            pair.IndexOf('=', StringComparison.Ordinal) is var at and > 0
                ? KeyValuePair.Create(pair[..at], (string?)pair[(at + 1)..])
                : throw new OptionException("--set", pair)
        );
        return Read(
            new ConfigurationBuilder()
                .SetBasePath(AppContext.BaseDirectory)
                .AddJsonFile(UnknownOptions.File, optional: true)
                .AddEnvironmentVariables()
                .AddEnvironmentVariables(Prefix)
                .AddInMemoryCollection(pairs)
                .Build()
        );
    }

    /// <exception cref="OptionException">A value is not what its setting takes.</exception>
    public static ProgramOptions Read(IConfiguration configuration) => new(configuration);

    private string? Word(string key)
    {
        var word = configuration[key] ?? Known.Single(k => k.Key == key).Default;
        return word.Length == 0 ? null : word;
    }

    private int Number(string key, int least, int most) =>
        int.TryParse(Word(key), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= least && n <= most
            ? n
            : throw new OptionException(key, Word(key) ?? "");

    private TimeOnly Time(string key) =>
        TimeOnly.TryParseExact(Word(key), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new OptionException(key, Word(key) ?? "");

    private Uri? Url(string key) =>
        Word(key) is not { } word ? null
        : Uri.TryCreate(word, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
        : throw new OptionException(key, word);

    private IReadOnlyList<IPAddress> Addresses(string key) =>
        [
            .. Words(configuration, key)
                .Select(word => IPAddress.TryParse(word, out var a) ? a : throw new OptionException(key, word)),
        ];

    /// <summary>A list (<c>Key:0</c>, <c>Key:1</c>), or one value with commas.</summary>
    internal static IReadOnlyList<string> Words(IConfiguration configuration, string key) =>
        [
            .. (configuration.GetSection(key).Get<string[]>() ?? (configuration[key] ?? "").Split(','))
                .Select(word => word.Trim())
                .Where(word => word.Length > 0),
        ];
}

/// <summary>One setting.</summary>
/// <param name="Key">Section and name.</param>
/// <param name="Default">Its value when nobody says.</param>
/// <param name="IsList">Takes several values.</param>
public sealed record KnownOption(string Key, string Default, bool IsList = false)
{
    /// <summary>Its name in the environment.</summary>
    public string Variable =>
        ProgramOptions.Prefix + Key.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant();

    /// <summary>The key of the text that says what it means.</summary>
    public string TextKey => "options." + Key.Replace(':', '-').ToLowerInvariant();
}

/// <summary>A setting has a value that it does not take.</summary>
public sealed class OptionException(string key, string value) : Exception($"setting {key}: {value}")
{
    public string Key => key;
    public string Value => value;
}
