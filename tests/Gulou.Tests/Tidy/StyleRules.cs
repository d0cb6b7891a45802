using System.Text.RegularExpressions;

namespace Gulou.Tests.Tidy;

/// <summary>
/// A rule of style. Each brings a sample that it must report and, where it could go too far, one that it must let pass;
/// neither can be left out by oversight, since they are part of the rule.
/// </summary>
public sealed record StyleRule(
    string Name,
    Func<SourceFile, bool> Covers,
    Func<SourceFile, IEnumerable<Finding>> Check,
    SourceFile Bad,
    SourceFile Good
)
{
    public override string ToString() => Name;
}

public static partial class StyleRules
{
    private const int LineLength = 120;
    private const int FileLength = 500;

    private const string Kernel = "src/Gulou.Kernel/Values/Sample.cs";
    private const string Test = "tests/Gulou.Tests/SampleTests.cs";
    private const string Page = "src/Gulou.App/Web/Sample.razor";

    private static readonly string[] Form =
    [
        "no long lines",
        "no tabs",
        "no trailing spaces",
        "files stay small",
        "a file is named after its type",
    ];

    public static IReadOnlyList<StyleRule> All { get; } =
    [
        Pattern(
            "no long lines",
            f => f.Is(".cs"),
            raw: true,
            $"^.{{{LineLength + 1},}}$",
            $"break the line: at most {LineLength} columns",
            new(Kernel, new string('x', LineLength + 1)),
            new(Kernel, new string('x', LineLength))
        ),
        Pattern(
            "no tabs",
            f => !f.Is(".csv"),
            raw: true,
            "\t",
            "indent with spaces (./do format)",
            new(Kernel, "\tvar x = 1;"),
            new(Kernel, "    var x = 1;")
        ),
        Pattern(
            "no trailing spaces",
            _ => true,
            raw: true,
            @"[ \t\r]+$",
            "remove the spaces at the line's end (./do format)",
            new(Kernel, "var x = 1; \nvar y = 2;"),
            new(Kernel, "var x = 1;\n\nvar y = 2;\n")
        ),
        Pattern(
            "nothing left to do",
            f => !f.Is(".md"),
            raw: true,
            @"\b(FIXME|XXX|TODO)\b",
            "do it now, or write it down where work is planned; the code says what is",
            new(Kernel, "// TODO: check"),
            new(Kernel, "// Todos are cases.")
        ),
        Pattern(
            "the clock is handed in",
            f => f.In("src") && f.Is(".cs"),
            raw: false,
            @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bStopwatch\b",
            "take a TimeProvider: GetUtcNow, GetTimestamp and GetElapsedTime",
            new(Kernel, "var now = DateTimeOffset.UtcNow;"),
            new(Kernel, "var now = clock.GetUtcNow(); // never DateTime.Now")
        ),
        Pattern(
            "tests do not sleep",
            f => f.In("tests") && f.Is(".cs"),
            raw: false,
            @"\bThread\.Sleep\b|\bTask\.Delay\(",
            "wait for the event itself, or move a FakeTimeProvider",
            new(Test, "await Task.Delay(100);"),
            new(Test, "await delivered.Task;")
        ),
        Pattern(
            "the console is the command line's",
            f => f.Is(".cs") && !f.In("src/Gulou.App/Cli") && !f.In("bench") && f.Path != "src/Gulou.App/Program.cs",
            raw: false,
            @"(?<!\w)Console\.(Write|Out|Error)",
            "log through ILogger; only src/Gulou.App/Cli speaks to the terminal",
            new("src/Gulou.Storage/Sample.cs", "Console.WriteLine(1);"),
            new("src/Gulou.App/Cli/Sample.cs", "Console.WriteLine(1);")
        ),
        Pattern(
            "no swallowed errors",
            f => f.Is(".cs"),
            raw: true,
            @"\bcatch\s*(\([^)]*\)\s*)?(when\s*\([^{]*\)\s*)?\{\s*\}",
            "let it pass, handle it, or say inside the braces why it may be ignored",
            new(Kernel, "try { Ring(); } catch (IOException) { }"),
            new(Kernel, "try { Ring(); } catch (IOException) { /* nobody is listening */ }")
        ),
        new(
            "text for people is a resource",
            f => f.Is(".razor") || (f.In("src/Gulou.App/Web") && f.Is(".cs")),
            ChineseText,
            new(Page, "<h1>鼓楼</h1>"),
            new(Page, "@* 鼓楼 *@\n<h1>@T[\"shell.name\"]</h1>")
        ),
        new(
            "a silenced warning has its reason",
            f => f.Is(".cs"),
            SilencedWarnings,
            new(Kernel, "\n#pragma warning disable CA1000\n"),
            new(Kernel, "// The generic cache is wanted.\n#pragma warning disable CA1000\n")
        ),
        new(
            "files stay small",
            f => f.Is(".cs"),
            f =>
                f.Lines.Length > FileLength + 1
                    ? [new(f.Path, FileLength, $"split by idea: at most {FileLength} lines a file")]
                    : [],
            new(Kernel, string.Concat(Enumerable.Repeat("// line\n", FileLength + 1))),
            new(Kernel, string.Concat(Enumerable.Repeat("// line\n", FileLength)))
        ),
        new(
            "a file is named after its type",
            f => f.Is(".cs") && (f.In("src") || f.In("tests")) && f.Name != "Program.cs",
            NamedAfterType,
            new(Kernel, "public sealed class Other;\npublic enum Another { }\n"),
            new(Kernel, "public readonly record struct Sample(long X);\npublic enum Another { }\n")
        ),
    ];

    /// <summary>
    /// The findings of all rules that cover the file. Migrations are generated; beside the rules lie their bad samples,
    /// where only form counts.
    /// </summary>
    public static IEnumerable<Finding> Check(SourceFile file) =>
        file.Path.Contains("/Migrations/", StringComparison.Ordinal)
            ? []
            : All.Where(r => r.Covers(file) && (Form.Contains(r.Name) || !file.In("tests/Gulou.Tests/Tidy")))
                .SelectMany(r => r.Check(file));

    private static StyleRule Pattern(
        string name,
        Func<SourceFile, bool> covers,
        bool raw,
        string pattern,
        string instead,
        SourceFile bad,
        SourceFile good
    )
    {
        var regex = new Regex(pattern, RegexOptions.Multiline | RegexOptions.CultureInvariant);
        return new(name, covers, Find, bad, good);

        IEnumerable<Finding> Find(SourceFile file) =>
            regex.Matches(raw ? file.Text : file.Code).Select(m => file.Finding(m.Index, $"{name}: {instead}"));
    }

    private static IEnumerable<Finding> ChineseText(SourceFile file)
    {
        const string instead = "move the Chinese text to src/Gulou.App/Text/*.resx and show it as T[\"area.key\"]";
        var texts = file.Is(".razor")
            ? [(Index: 0, Text: file.Code)]
            : file.Strings.Select(m => (m.Index, Text: m.Value));
        return from t in texts from m in Han().Matches(t.Text) select file.Finding(t.Index + m.Index, instead);
    }

    private static IEnumerable<Finding> SilencedWarnings(SourceFile file)
    {
        var lines = file.Lines;
        for (var i = 0; i < lines.Length; i++)
        {
            if (!Silencer().IsMatch(lines[i]) || lines[i].Contains("Justification", StringComparison.Ordinal))
                continue;
            var before = i == 0 ? "" : lines[i - 1];
            if (
                !lines[i].Contains("//", StringComparison.Ordinal)
                && !before.TrimStart().StartsWith("//", StringComparison.Ordinal)
            )
                yield return new(file.Path, i + 1, "say in a comment beside it why the warning does not apply");
        }
    }

    private static IEnumerable<Finding> NamedAfterType(SourceFile file)
    {
        var expected = file.Name.Split('.')[0];
        var types = TopLevelType().Matches(file.Code).Select(m => m.Groups["name"].Value).ToList();
        if (types.Count > 0 && !types.Contains(expected) && !IsPluralOf(expected, types))
            yield return new(
                file.Path,
                1,
                $"name the file after its main type ({types[0]}.cs), or declare {expected} in it"
            );
    }

    /// <summary>LedgerRows.cs may hold EntryRow and HoldRow: like types of one idea.</summary>
    private static bool IsPluralOf(string name, List<string> types) =>
        LastWordInPlural().Match(name) is { Success: true } m
        && types.TrueForAll(t => t.EndsWith(m.Groups["one"].Value, StringComparison.Ordinal));

    [GeneratedRegex("(?<one>[A-Z][a-z]+)s$")]
    private static partial Regex LastWordInPlural();

    [GeneratedRegex(@"\p{IsCJKUnifiedIdeographs}+")]
    private static partial Regex Han();

    [GeneratedRegex(@"^\s*#pragma warning disable|\bSuppressMessage\(")]
    private static partial Regex Silencer();

    [GeneratedRegex(
        @"^(\w+ )*(class|struct|interface|enum|record|delegate \S+) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex TopLevelType();
}
