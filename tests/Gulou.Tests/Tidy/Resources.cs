using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gulou.Tests.Tidy;

/// <summary>The words shown to people: src/Gulou.App/Text/area.resx (zh-CN) with its twin area.en.resx.</summary>
public static partial class Resources
{
    private const string Folder = "src/Gulou.App/Text";

    /// <summary>How dates and amounts are written: here each language picks from the parts it is offered.</summary>
    private const string Formats = Folder + "/display.";

    /// <summary>Both languages have the same keys, each with a value and the same numbered places.</summary>
    public static IEnumerable<Finding> LanguagesAgree(IReadOnlyCollection<SourceFile> files)
    {
        var all = files.Where(f => f.In(Folder) && f.Is(".resx")).ToDictionary(f => f.Path, Values);
        foreach (var (path, mine) in all)
        {
            foreach (var (key, value) in mine.Where(e => string.IsNullOrWhiteSpace(e.Value)))
                yield return new(path, 1, $"give {key} a text");
            var twin = Twin(path);
            if (!all.TryGetValue(twin, out var other))
            {
                yield return new(path, 1, $"add its twin {twin}");
                continue;
            }
            foreach (var (key, value) in mine)
            {
                if (!other.TryGetValue(key, out var translated))
                    yield return new(path, 1, $"add {key} to {twin}");
                else if (
                    !path.StartsWith(Formats, StringComparison.Ordinal) && !Places(value).SetEquals(Places(translated))
                )
                    yield return new(path, 1, $"{key} has other numbered places ({{0}}, …) than in {twin}");
            }
        }
    }

    /// <summary>Every key that code asks for, as T["area.key"], exists.</summary>
    public static IEnumerable<Finding> KeysExist(IReadOnlyCollection<SourceFile> files)
    {
        var keys = files
            .Where(f => f.In(Folder) && f.Is(".resx") && !f.Is(".en.resx"))
            .SelectMany(f => Values(f).Keys.Select(k => $"{Path.GetFileNameWithoutExtension(f.Path)}.{k}"))
            .ToHashSet();
        return from file in files
            where file.In("src/Gulou.App") && (file.Is(".razor") || file.Is(".cs"))
            from match in Asked().Matches(file.Code)
            let key = match.Groups["key"].Value
            where !keys.Contains(key)
            select file.Finding(
                match.Index,
                $"there is no text {key}: add it to {Folder}/{key.Split('.')[0]}.resx and its twin"
            );
    }

    private static Dictionary<string, string> Values(SourceFile file) =>
        XDocument
            .Parse(file.Text)
            .Root!.Elements("data")
            .ToDictionary(e => (string)e.Attribute("name")!, e => (string?)e.Element("value") ?? "");

    private static string Twin(string path) =>
        path.EndsWith(".en.resx", StringComparison.Ordinal)
            ? path.Replace(".en.resx", ".resx", StringComparison.Ordinal)
            : path.Replace(".resx", ".en.resx", StringComparison.Ordinal);

    private static HashSet<string> Places(string value) => [.. Place().Matches(value).Select(m => m.Groups["n"].Value)];

    [GeneratedRegex(@"(?<!\{)\{(?<n>\d+)[^{}]*\}")]
    private static partial Regex Place();

    [GeneratedRegex("""\b(T|Text|text)\["(?<key>[^"]+)"(?=[\],])""", RegexOptions.ExplicitCapture)]
    private static partial Regex Asked();
}
