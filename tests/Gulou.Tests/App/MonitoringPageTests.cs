using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Gulou.Storage.Watch;
using Gulou.Tests.Tidy;

namespace Gulou.Tests.App;

/// <summary>The page for operators names the figures there are, each of them, as Prometheus will see them.</summary>
public sealed partial class MonitoringPageTests
{
    [Fact]
    public void Every_figure_is_named_and_every_name_is_a_figure()
    {
        using var signals = new Signals();
        var figures = new HashSet<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter == signals.Meter)
                    figures.Add(InPrometheus(instrument));
            },
        };
        listener.Start();
        var page = File.ReadAllText(Path.Combine(Tree.Root, "docs/operations/monitoring.md"));
        var named = Name().Matches(page).Select(m => m.Groups["name"].Value).ToHashSet();
        Assert.Equal(figures.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static string InPrometheus(Instrument instrument) =>
        instrument.Name.Replace('.', '_')
        + instrument.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        }
        + (instrument is Counter<long> ? "_total" : "");

    [GeneratedRegex(@"\b(?<name>gulou_[a-z_]+?)(_bucket|_sum|_count)?\b(?![a-z_])", RegexOptions.ExplicitCapture)]
    private static partial Regex Name();
}
