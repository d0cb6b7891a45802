namespace Gulou.Tests.Tidy;

public sealed class StyleTests
{
    public static TheoryData<string> Rules => [.. StyleRules.All.Select(r => r.Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_planted_violation_is_caught(string name)
    {
        var rule = StyleRules.All.Single(r => r.Name == name);
        Assert.True(rule.Covers(rule.Bad));
        Assert.NotEmpty(rule.Check(rule.Bad));
        Assert.Empty(rule.Covers(rule.Good) ? rule.Check(rule.Good) : []);
    }

    [Theory]
    [InlineData("src/Gulou.App/Web/Sample.cs", "var x = \"鼓楼\";", true)]
    [InlineData("src/Gulou.App/Web/Sample.cs", "var x = $\"\"\"\n  鼓楼\n  \"\"\";", true)]
    [InlineData("src/Gulou.App/Web/Sample.cs", "/// <summary>鼓楼</summary>", false)]
    [InlineData("src/Gulou.App/Web/Sample.cs", "var x = \"https://example.org\"; // 鼓楼", false)]
    [InlineData("src/Gulou.App/Web/Sample.cs", "var x = \"https://鼓楼\";", true)]
    [InlineData("src/Gulou.Areas/Economy/Sample.cs", "var x = \"鼓楼\";", false)]
    [InlineData("src/Gulou.Storage/Sample.cs", "AnsiConsole.WriteLine(1);", false)]
    [InlineData("src/Gulou.Storage/Sample.cs", "try { } catch { }", true)]
    [InlineData("src/Gulou.Storage/Sample.cs", "try { } catch (IOException e) when (e.HResult == 1)\n{\n}", true)]
    [InlineData("src/Gulou.Storage/Sample.cs", "[SuppressMessage(\"Design\", \"CA1000\")]\nclass Sample;", true)]
    [InlineData("src/Gulou.Storage/Sample.Paging.cs", "partial class Sample;", false)]
    [InlineData("src/Gulou.Storage/SampleRows.cs", "class BellRow;\nclass DrumRow;", false)]
    [InlineData("src/Gulou.Storage/SampleRows.cs", "class BellRow;\nclass Drum;", true)]
    [InlineData("src/Gulou.App/Migrations/Any.cs", "class Other; // TODO ", false)]
    public void The_rules_see_strings_comments_and_folders(string path, string text, bool reported) =>
        Assert.Equal(reported, StyleRules.Check(new SourceFile(path, text)).Any());

    [Fact]
    public void A_finding_says_where_and_what_to_do()
    {
        var finding = Assert.Single(
            StyleRules.Check(new SourceFile("tests/Gulou.Tests/SampleTests.cs", "\n\n    Thread.Sleep(5);\n"))
        );
        Assert.StartsWith(
            "tests/Gulou.Tests/SampleTests.cs:3: tests do not sleep: wait for",
            finding.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_project_keeps_its_style()
    {
        Assert.Contains(Tree.Files, f => f.Path == "src/Gulou.Kernel/Values/Instant.cs");
        Tree.AssertClean(Tree.Files.SelectMany(StyleRules.Check));
    }
}
