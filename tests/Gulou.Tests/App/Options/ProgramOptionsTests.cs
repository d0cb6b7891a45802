using System.Net;
using Gulou.App.Options;
using Gulou.Tests.Tidy;
using Microsoft.Extensions.Configuration;

namespace Gulou.Tests.App.Options;

/// <summary>Settings are read in one place, and what is no setting is named.</summary>
public sealed class ProgramOptionsTests
{
    [Fact]
    public void What_nobody_says_is_as_documented()
    {
        var options = Read();
        Assert.Equal((30, 240), (options.SignInsPerMinute, options.WritesPerMinute));
        Assert.Equal(TimeSpan.FromMilliseconds(200), options.SlowAfter);
        Assert.Null(options.AttachmentsFolder);
        Assert.Null(options.MetricsUrl);
        Assert.Null(options.OtlpEndpoint);
        Assert.Empty(options.TrustedProxies);
    }

    [Fact]
    public void Lists_are_written_with_numbers_or_commas()
    {
        IPAddress[] both = [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("10.0.0.2")];
        Assert.Equal(both, Read(("Proxy:Trusted", "10.0.0.1, 10.0.0.2")).TrustedProxies);
        Assert.Equal(both, Read(("Proxy:Trusted:0", "10.0.0.1"), ("Proxy:Trusted:1", "10.0.0.2")).TrustedProxies);
    }

    [Theory]
    [InlineData("Limits:SignIn", "0")]
    [InlineData("Limits:Writes", "many")]
    [InlineData("SlowQuery:Milliseconds", "-1")]
    [InlineData("Metrics:Url", "9464")]
    [InlineData("Telemetry:Otlp", "ftp://x")]
    [InlineData("Proxy:Trusted", "the.proxy")]
    public void A_value_that_a_setting_does_not_take_is_refused_by_name(string key, string value)
    {
        var wrong = Assert.Throws<OptionException>(() => Read((key, value)));
        Assert.Equal((key, value), (wrong.Key, wrong.Value));
    }

    [Fact]
    public void The_command_line_counts_over_the_rest()
    {
        Assert.Equal(7, ProgramOptions.Load(["Limits:SignIn=7"]).SignInsPerMinute);
        Assert.Throws<OptionException>(() => ProgramOptions.Load(["Limits:SignIn"]));
    }

    [Fact]
    public void What_is_no_setting_is_named_with_the_nearest()
    {
        var environment = new Dictionary<string, string?>
        {
            ["GULOU_LIMITS__SINGIN"] = "3",
            ["gulou_limits__writes"] = "3",
            ["GULOU_PROXY__TRUSTED__0"] = "10.0.0.1",
            ["GULOU_PASSWORD"] = "x",
            ["GULOU_WEATHER"] = "fine",
            ["PATH"] = "/bin",
        };
        Assert.Equal(
            [("GULOU_LIMITS__SINGIN", "Limits:SignIn"), ("GULOU_WEATHER", null)],
            UnknownOptions.Find(environment, Path.Combine(Tree.Root, "no-such.json"))
        );
    }

    /// <summary>A setting read elsewhere would be unknown to the doctor, the reference and the start.</summary>
    [Fact]
    public void Nothing_else_reads_the_configuration()
    {
        var elsewhere = Directory
            .EnumerateFiles(Path.Combine(Tree.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/") && !file.Contains("/Options/"))
            .Where(file => Reads(File.ReadAllText(file)));
        Assert.Empty(elsewhere);
        Assert.True(Reads("settings.GetSection(\"Proxy\")"));
    }

    private static bool Reads(string code) =>
        code.Contains(".GetSection(", StringComparison.Ordinal)
        || code.Contains("IConfiguration>", StringComparison.Ordinal)
        || code.Contains("IConfiguration ", StringComparison.Ordinal);

    private static ProgramOptions Read(params (string Key, string Value)[] settings) =>
        ProgramOptions.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)))
                .Build()
        );
}
