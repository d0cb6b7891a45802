using System.Globalization;
using System.Text.RegularExpressions;
using Gulou.Tests.Tidy;

namespace Gulou.Tests.App.Web;

/// <summary>WCAG 2.2 AA for every pair of named colours that meet: 4.5 for text, 3 for edges and focus rings.</summary>
public sealed partial class ContrastTests
{
    public static TheoryData<string, string, double> Pairs =>
        new()
        {
            { "ink", "paper", 4.5 },
            { "ink", "card", 4.5 },
            { "ink", "sunk", 4.5 },
            { "muted", "paper", 4.5 },
            { "muted", "card", 4.5 },
            { "muted", "sunk", 4.5 },
            { "link", "card", 4.5 },
            { "link", "paper", 4.5 },
            { "link", "sunk", 4.5 },
            { "link", "brand-soft", 4.5 },
            { "on-brand", "brand", 4.5 },
            { "on-brand", "brand-deep", 4.5 },
            { "side-ink", "side", 4.5 },
            { "side-ink", "brand-deep", 4.5 },
            { "side-strong", "side-on", 4.5 },
            { "side-muted", "side", 4.5 },
            { "gold", "side", 4.5 },
            { "gold", "brand-deep", 4.5 },
            { "on-gold", "gold", 4.5 },
            { "ok", "ok-soft", 4.5 },
            { "due", "due-soft", 4.5 },
            { "late", "late-soft", 4.5 },
            { "ink", "ok-soft", 4.5 },
            { "ink", "due-soft", 4.5 },
            { "ink", "late-soft", 4.5 },
            { "ink", "brand-soft", 4.5 },
            { "ok", "card", 4.5 },
            { "due", "card", 4.5 },
            { "late", "card", 4.5 },
            { "edge", "card", 3 },
            { "focus", "card", 3 },
            { "focus", "paper", 3 },
        };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Light(string front, string back, double least) => Check(Colours("gulou.css"), front, back, least);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Dark(string front, string back, double least) => Check(Colours("gulou-dark.css"), front, back, least);

    [Fact]
    public void The_night_names_every_colour_of_the_day()
    {
        var day = Colours("gulou.css").Keys.Order().ToList();
        Assert.NotEmpty(day);
        Assert.Equal(day, Colours("gulou-dark.css").Keys.Order());
    }

    [Fact]
    public void Ratio_of_black_on_white_is_21_and_of_a_colour_on_itself_1()
    {
        Assert.Equal(21, Ratio("#000000", "#ffffff"), 3);
        Assert.Equal(1, Ratio("#1f3a66", "#1f3a66"), 3);
    }

    private static void Check(Dictionary<string, string> colours, string front, string back, double least)
    {
        var ratio = Ratio(colours[front], colours[back]);
        Assert.True(ratio >= least, $"{front} on {back}: {ratio:0.00}, at least {least} needed");
    }

    private static Dictionary<string, string> Colours(string file) =>
        Named()
            .Matches(File.ReadAllText(Path.Combine(Tree.Root, "src", "Gulou.App", "wwwroot", file)))
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static double Ratio(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour) =>
        (0.2126 * Linear(colour[1..3])) + (0.7152 * Linear(colour[3..5])) + (0.0722 * Linear(colour[5..7]));

    private static double Linear(string hex)
    {
        var share = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.Pow((share + 0.055) / 1.055, 2.4);
    }

    [GeneratedRegex(@"^\s*--g-([a-z-]+):\s*(#[0-9a-f]{6});", RegexOptions.Multiline)]
    private static partial Regex Named();
}
