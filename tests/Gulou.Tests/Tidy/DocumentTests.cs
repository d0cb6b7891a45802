namespace Gulou.Tests.Tidy;

public sealed class DocumentTests
{
    private const string Head = "| question | file |\n|---|---|\n";

    [Theory]
    [InlineData(Head)]
    [InlineData(Head + "| Where is it? | `src/nowhere.cs` |\n")]
    [InlineData(Head + "| Where is it? | `do` and `src/nowhere.cs` |\n")]
    [InlineData(Head + "| Where is it? | somewhere |\n")]
    public void A_planted_hole_in_the_map_is_caught(string text) =>
        Assert.Single(Documents.MapLeads(new(Documents.Map, text), path => path == "do"));

    [Fact]
    public void Every_path_of_the_map_exists() =>
        Tree.AssertClean(Documents.MapLeads(Tree.Files.Single(f => f.Path == Documents.Map), Tree.Exists));

    [Theory]
    [InlineData("see [here](../nowhere.md)", true)]
    [InlineData("see [here](nowhere.md#part)", true)]
    [InlineData("![picture](nowhere.png \"a title\")", true)]
    [InlineData("<img src=\"nowhere.png\">", true)]
    [InlineData("[map](map.md#top), [home](/README.md), [part](#part), [law](https://example.org/x)", false)]
    [InlineData("```\n[not a link](nowhere.md)\n```", false)]
    public void A_planted_dead_link_is_caught(string text, bool dead)
    {
        var page = new SourceFile("docs/page.md", text);
        Assert.Equal(dead, Documents.LinksLead(page, path => path is "docs/map.md" or "README.md").Any());
    }

    [Fact]
    public void Every_link_leads_somewhere() =>
        Tree.AssertClean(Tree.Files.Where(f => f.Is(".md")).SelectMany(f => Documents.LinksLead(f, Tree.Exists)));

    [Theory]
    [InlineData("ARCHITECTURE.md", "see [decision 7](docs/decisions/012-folders.md)", true)]
    [InlineData("docs/decisions/012-folders.md", "# 11. Folders", true)]
    [InlineData("docs/decisions/012-folders.md", "# 12. Folders\nunlike [decision 7](007-files.md#cons)", false)]
    [InlineData("docs/page.md", "[why](decisions/012-folders.md)", false)]
    public void A_planted_wrong_number_of_a_decision_is_caught(string path, string text, bool wrong) =>
        Assert.Equal(wrong, Documents.DecisionsAreNumbered(new(path, text)).Any());

    [Fact]
    public void Every_decision_is_called_by_its_number() =>
        Tree.AssertClean(Tree.Files.Where(f => f.Is(".md")).SelectMany(Documents.DecisionsAreNumbered));

    [Fact]
    public void A_readme_without_its_commands_is_caught()
    {
        const string both = "```\ndotnet run --project src/Gulou.App\n```\n\n```\ndotnet test\n```\n";
        SourceFile[] files = [new("README.md", both), new("README.zh-CN.md", both.Replace("test", "test x"))];

        var finding = Assert.Single(Documents.ReadmesShowCommands(files));
        Assert.Equal("README.zh-CN.md", finding.Path);
        Assert.Equal(4, Documents.ReadmesShowCommands([new("README.md", "dotnet test")]).Count());
    }

    [Fact]
    public void Both_readmes_show_how_to_run_and_test() => Tree.AssertClean(Documents.ReadmesShowCommands(Tree.Files));
}
