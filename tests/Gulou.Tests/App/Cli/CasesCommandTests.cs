using System.Globalization;
using System.Xml.Linq;
using Gulou.App;
using Gulou.App.Cli;
using Gulou.Tests.Tidy;

namespace Gulou.Tests.App.Cli;

/// <summary>Flows looked at from the command line: with all mistakes at once, and as pictures.</summary>
public sealed class CasesCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gulou-cases-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("en", "5 flows, no mistake.")]
    [InlineData("zh-CN", "5 个流程都没有错误。")]
    public async Task The_shipped_flows_are_without_mistake(string language, string said)
    {
        var found = await Run(language, "cases", "check");
        Assert.Equal((0, said, ""), (found.Code, found.Output.Trim(), found.Error));
    }

    [Fact]
    public async Task Every_mistake_of_a_folder_is_told_with_file_and_line()
    {
        var broken = Path.Combine(Tree.Root, "tests/Gulou.Tests/Kernel/Cases/broken");
        Directory.CreateDirectory(Path.Combine(folder, "2-talent"));
        foreach (var name in new[] { "several-at-once", "unknown-limit" })
            File.Copy(Path.Combine(broken, $"{name}.yaml"), Path.Combine(folder, "2-talent", $"{name}.yaml"));
        File.WriteAllText(Path.Combine(folder, "table.yaml"), "rules: []\n");

        var found = await Run("en", "cases", "check", folder);

        Assert.Equal(1, found.Code);
        var lines = found.Error.Trim().Split('\n');
        // The sample's effect is known to the tests of the kernel alone.
        Assert.Equal(8, lines.Length);
        Assert.StartsWith(
            "2-talent/several-at-once.yaml, line 14: “prefix” is missing.",
            lines[0],
            StringComparison.Ordinal
        );
        Assert.StartsWith("2-talent/unknown-limit.yaml, line ", lines[5], StringComparison.Ordinal);
        Assert.Equal("2 of 2 flows have mistakes, 7 in all.", lines[^1].Trim());
    }

    [Fact]
    public async Task A_flow_of_that_name_stands_once()
    {
        var banquet = Path.Combine(Tree.Root, "definitions/4-governance/banquet.yaml");
        foreach (var area in new[] { "3-economy", "4-governance", "places/522630101000/4-governance" })
        {
            Directory.CreateDirectory(Path.Combine(folder, area));
            File.Copy(banquet, Path.Combine(folder, area, "banquet.yaml"));
        }
        var found = await Run("en", "cases", "check", folder);
        Assert.Equal(1, found.Code);
        Assert.StartsWith(
            "4-governance/banquet.yaml, line 1: “banquet” stands twice.",
            found.Error,
            StringComparison.Ordinal
        );
        Assert.Contains("1 of 3 flows have mistakes, 1 in all.", found.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flow_is_drawn_to_the_screen_or_a_file()
    {
        var screen = await Run("zh-CN", "cases", "draw", "banquet");
        Assert.Equal(0, screen.Code);
        Assert.Contains(XDocument.Parse(screen.Output).Descendants(), text => text.Value == "村级了解");
        var file = Path.Combine(folder, "banquet.svg");
        Assert.Equal(0, (await Run("zh-CN", "cases", "draw", "banquet", "--out", file)).Code);
        Assert.Equal(screen.Output, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_not_there_is_told()
    {
        var type = await Run("en", "cases", "draw", "funfair");
        Assert.Equal(1, type.Code);
        Assert.Contains("There is no flow “funfair”", type.Error, StringComparison.Ordinal);
        var place = await Run("en", "cases", "check", Path.Combine(folder, "nowhere"));
        Assert.Equal(1, place.Code);
        Assert.Contains("There is no folder", place.Error, StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> Run(string language, params string[] arguments)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error, TextReader.Null, hasKeyboard: false);
        var code = await CommandLine.RunAsync(arguments, terminal);
        return (code, output.ToString(), error.ToString());
    }
}
