using System.Globalization;
using Gulou.App;
using Gulou.App.Web.Visits;
using Gulou.Kernel.Cases;
using Gulou.Storage.Cases;
using Gulou.Tests.Tidy;
using Microsoft.Extensions.Logging.Abstractions;
using Words = Gulou.App.Text;

namespace Gulou.Tests.Kernel.Cases;

/// <summary>
/// Each file in <c>broken</c> holds mistakes and says at its head which: line and code, then the sentence in Chinese
/// and in English. All of them are found, and nothing else.
/// </summary>
public sealed class BrokenDefinitionTests
{
    private static readonly Words Text = new(NullLogger<Words>.Instance, strict: true);

    private static readonly string Folder = Path.Combine(Tree.Root, "tests/Gulou.Tests/Kernel/Cases/broken");

    public static TheoryData<string> Broken =>
        new(Directory.EnumerateFiles(Folder, "*.yaml").Select(Path.GetFileName).Order(StringComparer.Ordinal)!);

    [Theory]
    [MemberData(nameof(Broken))]
    public void Every_mistake_is_told_in_both_languages(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name));
        Assert.Equal(Expected(text), Found(name, text).Select(Told));
    }

    [Fact]
    public void No_mistake_is_without_a_file_that_makes_it()
    {
        var made = Broken.SelectMany(row => Found(row.Data, File.ReadAllText(Path.Combine(Folder, row.Data))));
        Assert.Equal(Enum.GetValues<CaseFaultCode>(), made.Select(fault => fault.Code).Distinct().Order());
    }

    private static IReadOnlyList<CaseFault> Found(string name, string text) =>
        CaseFiles.Read(name, text, CaseWorld.Posts, CaseWorld.Effects).Faults;

    /// <summary>Three lines for each mistake, up to the first empty one.</summary>
    private static IEnumerable<string> Expected(string text)
    {
        var head = text.Split('\n').TakeWhile(line => line.StartsWith('#')).Select(line => line[1..].Trim()).ToList();
        return head.Chunk(3).Select(lines => string.Join('\n', lines));
    }

    private static string Told(CaseFault fault) =>
        string.Join(
            '\n',
            $"{fault.Line} {Refusals.Kebab($"{fault.Code}")}",
            In(Languages.Chinese, fault),
            In(Languages.English, fault)
        );

    private static string In(string language, CaseFault fault)
    {
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return Text.Say(fault);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
