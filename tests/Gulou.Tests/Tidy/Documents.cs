using System.Text.RegularExpressions;

namespace Gulou.Tests.Tidy;

/// <summary>What the project's own pages promise: files that are there, links that lead somewhere, commands.</summary>
public static partial class Documents
{
    public const string Map = "docs/map.md";

    private static readonly string[] Commands = ["dotnet run --project src/Gulou.App", "dotnet test"];

    /// <summary>docs/map.md is a table "question | file"; every path in backticks exists.</summary>
    public static IEnumerable<Finding> MapLeads(SourceFile map, Func<string, bool> exists)
    {
        var rows = TableRow()
            .Matches(map.Text)
            .Where(m => m.Groups["file"].Value.Trim(' ', '-', ':') is not ("" or "file"));
        if (!rows.Any())
            yield return new(map.Path, 1, "fill the table: | question | file |");
        foreach (var row in rows)
        {
            var paths = InBackticks().Matches(row.Groups["file"].Value);
            if (paths.Count == 0)
                yield return map.Finding(row.Index, "name the file in backticks, from the project's root");
            foreach (var path in paths.Select(p => p.Groups["path"].Value).Where(p => !exists(p)))
                yield return map.Finding(row.Index, $"there is no {path}: name where the answer is now");
        }
    }

    /// <summary>Every relative link of a page leads to a file of the project.</summary>
    public static IEnumerable<Finding> LinksLead(SourceFile page, Func<string, bool> exists)
    {
        var text = CodeBlock().Replace(page.Text, m => new string('\n', m.Value.Count(c => c == '\n')));
        foreach (Match link in Link().Matches(text))
        {
            var target = link.Groups["target"].Value.Split('#')[0];
            if (target.Length == 0 || Scheme().IsMatch(target))
                continue;
            var folder = Path.GetDirectoryName(page.Path)!;
            var path = target.StartsWith('/') ? target[1..] : Path.Combine(folder, Uri.UnescapeDataString(target));
            var line = text.AsSpan(0, link.Index).Count('\n') + 1;
            if (!exists(path))
                yield return new(page.Path, line, $"the link {target} leads nowhere: correct or remove it");
        }
    }

    /// <summary>A decision is called by the number of its file, in its title and wherever a link names it.</summary>
    public static IEnumerable<Finding> DecisionsAreNumbered(SourceFile page)
    {
        if (
            Decision().Match(page.Path) is { Success: true } own
            && !page.Lines[0].StartsWith($"# {Number(own)}. ", StringComparison.Ordinal)
        )
            yield return new(page.Path, 1, $"begin with the file's number: # {Number(own)}. …");
        foreach (Match link in NamedDecision().Matches(page.Text))
        {
            if (link.Groups["said"].Value != Number(link))
                yield return page.Finding(link.Index, $"call it by its file's number: {Number(link)}");
        }

        static string Number(Match match) => match.Groups["number"].Value.TrimStart('0');
    }

    /// <summary>Both READMEs show the two commands a newcomer needs, each alone on its line in a code block.</summary>
    public static IEnumerable<Finding> ReadmesShowCommands(IReadOnlyCollection<SourceFile> files)
    {
        foreach (var path in (string[])["README.md", "README.zh-CN.md"])
        {
            var lines = files
                .Where(f => f.Path == path)
                .SelectMany(f => CodeBlock().Matches(f.Text))
                .SelectMany(m => m.Value.Split('\n'))
                .ToHashSet();
            foreach (var command in Commands.Where(c => !lines.Contains(c)))
                yield return new(path, 1, $"show the command in a code block, alone on its line: {command}");
        }
    }

    [GeneratedRegex(@"^\|[^|\n]*\|(?<file>[^|\n]*)\|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("`(?<path>[^`]+)`")]
    private static partial Regex InBackticks();

    [GeneratedRegex(@"\]\(<?(?<target>[^)\s>]+)>?(\s+""[^""]*"")?\)|\b(src|href)=""(?<target>[^""]+)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"\[[^\]]*?(?<said>\d+)\]\([^)]*?(?<=[/(])(?<number>\d{3})-[^)/]*\.md[)#]")]
    private static partial Regex NamedDecision();

    [GeneratedRegex(@"^docs/decisions/(?<number>\d{3})-")]
    private static partial Regex Decision();

    [GeneratedRegex(@"^[a-z][a-z0-9+.-]*:|^//")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^```.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
