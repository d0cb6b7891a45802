using System.Text.RegularExpressions;

namespace Gulou.Tests.Tidy;

/// <summary>
/// Folders of one project that may see only some of each other: namespace = root.folder. A mention is a using, a
/// qualified name, or a name relative to the root (<c>Cases.Step</c>) of a type declared there; comments are free.
/// </summary>
public sealed record Slices(string Root, IReadOnlyDictionary<string, string[]> MaySee)
{
    /// <summary>Values ← Places ← People ← Posts ← {Ledger, Cases, Notices, Measures}; Audit stands beside.</summary>
    public static Slices Kernel { get; } =
        new(
            "Gulou.Kernel",
            new Dictionary<string, string[]>
            {
                ["Values"] = [],
                ["Places"] = ["Values"],
                ["People"] = ["Values", "Places"],
                ["Posts"] = ["Values", "Places", "People"],
                ["Ledger"] = ["Values", "Places", "People", "Posts"],
                ["Cases"] = ["Values", "Places", "People", "Posts"],
                ["Notices"] = ["Values", "Places", "People", "Posts"],
                ["Measures"] = ["Values", "Places", "People", "Posts"],
                ["Audit"] = ["Values", "Places"],
            }
        );

    /// <summary>The four grasps never see each other; what they share lies in the project's root or below it.</summary>
    public static Slices Areas { get; } =
        new(
            "Gulou.Areas",
            new Dictionary<string, string[]>
            {
                ["Organization"] = [],
                ["Talent"] = [],
                ["Economy"] = [],
                ["Governance"] = [],
            }
        );

    public IEnumerable<Finding> Check(IReadOnlyCollection<SourceFile> files)
    {
        var mine = files.Where(f => f.In($"src/{Root}") && f.Is(".cs")).ToList();
        var types = MaySee.Keys.ToDictionary(s => s, s => TypesOf(mine.Where(f => SliceOf(f) == s)));
        foreach (var file in mine)
        {
            if (SliceOf(file) is not { } slice)
                continue;
            if (!Regex.IsMatch(file.Code, $@"^namespace {Regex.Escape(Root)}\.{slice}\b", RegexOptions.Multiline))
                yield return new(file.Path, 1, $"its namespace is {Root}.{slice}, as its folder says");
            foreach (var other in MaySee.Keys.Except([slice, .. MaySee[slice]]))
            {
                foreach (Match mention in Mention(other, types[other]).Matches(file.Code))
                    yield return file.Finding(
                        mention.Index,
                        $"{slice} may not see {other}: let them meet in an area's verb or in the command path"
                    );
            }
        }
    }

    private string? SliceOf(SourceFile file) =>
        file.Path.Split('/') is [_, _, var folder, _, ..] && MaySee.ContainsKey(folder) ? folder : null;

    private Regex Mention(string slice, string types)
    {
        var root = Regex.Escape(Root);
        var tail = Regex.Escape(Root[(Root.LastIndexOf('.') + 1)..]);
        var relative = types.Length == 0 ? "" : $@"|(?<![\w.]){slice}\.({types})\b";
        return new Regex($@"\b{root}\.{slice}\b|(?<![\w.]){tail}\.{slice}\b{relative}");
    }

    private static string TypesOf(IEnumerable<SourceFile> files) =>
        string.Join(
            '|',
            files
                .SelectMany(f => Regex.Matches(f.Code, @"\b(class|struct|interface|enum|record) (?<name>\w+)"))
                .Select(m => m.Groups["name"].Value)
                .Distinct()
        );
}
