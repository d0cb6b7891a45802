using System.Text.RegularExpressions;

namespace Gulou.Tests.Tidy;

/// <summary>One text file of the project; its path is relative to the root, with forward slashes.</summary>
public sealed partial record SourceFile(string Path, string Text)
{
    public string[] Lines => Text.Split('\n');

    public string Name => System.IO.Path.GetFileName(Path);

    /// <summary>The text with comments blanked out, line breaks kept.</summary>
    public string Code =>
        Token().Replace(Text, m => m.Groups["comment"].Success ? NotLineBreak().Replace(m.Value, " ") : m.Value);

    /// <summary>The string literals, each with the place where it starts.</summary>
    public IEnumerable<Match> Strings => Token().Matches(Text).Where(m => m.Groups["string"].Success);

    public bool Is(string extension) => Path.EndsWith(extension, StringComparison.Ordinal);

    public bool In(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);

    public int LineAt(int index) => Text.AsSpan(0, index).Count('\n') + 1;

    public Finding Finding(int index, string message) => new(Path, LineAt(index), message);

    [GeneratedRegex(
        """
            (?<comment>//[^\n]*|/\*[\s\S]*?\*/|@\*[\s\S]*?\*@)
            |(?<string>\$*(?<quotes>"{3,})[\s\S]*?\k<quotes>|(\$@|@\$?)"([^"]|"")*"|\$?"(\\.|[^"\\\n])*")
            |'(\\.|[^'\\\n])+'
            """,
        RegexOptions.IgnorePatternWhitespace
    )]
    private static partial Regex Token();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex NotLineBreak();
}

/// <summary>What a check reports: where, and what to do instead.</summary>
public sealed record Finding(string Path, int Line, string Message)
{
    public override string ToString() => $"{Path}:{Line}: {Message}";
}

/// <summary>The project's own files, without what is built.</summary>
public static class Tree
{
    private static readonly string[] Built = ["bin", "obj", "TestResults", "artifacts", "node_modules"];

    private static readonly string[] Texts =
    [
        ".cs",
        ".razor",
        ".csproj",
        ".props",
        ".md",
        ".resx",
        ".sql",
        ".yaml",
        ".css",
        ".js",
    ];

    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<SourceFile> Files { get; } =
    [.. Read(Root).OrderBy(f => f.Path, StringComparer.Ordinal)];

    /// <summary>Fails with every finding on a line of its own.</summary>
    public static void AssertClean(IEnumerable<Finding> findings)
    {
        var lines = findings.Select(f => f.ToString()).ToList();
        Assert.True(lines.Count == 0, string.Join('\n', lines));
    }

    /// <summary>True for a file or folder of the project.</summary>
    public static bool Exists(string path)
    {
        var full = Path.Combine(Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    private static IEnumerable<SourceFile> Read(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder).Where(f => Texts.Contains(Path.GetExtension(f))))
            yield return new SourceFile(Path.GetRelativePath(Root, file).Replace('\\', '/'), File.ReadAllText(file));
        foreach (var child in Directory.EnumerateDirectories(folder))
        {
            var name = Path.GetFileName(child);
            if (name.StartsWith('.') || Built.Contains(name))
                continue;
            foreach (var file in Read(child))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gulou.slnx")))
            folder =
                Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("no Gulou.slnx above the tests");
        return folder;
    }
}
