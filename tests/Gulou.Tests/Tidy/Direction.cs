using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Gulou.Tests.Tidy;

/// <summary>Which project may know which, and what the kernel may not know at all.</summary>
public static partial class Direction
{
    private static readonly Dictionary<string, string[]> References = new()
    {
        ["Gulou.Kernel"] = [],
        ["Gulou.Storage"] = ["Gulou.Kernel"],
        ["Gulou.Areas"] = ["Gulou.Kernel", "Gulou.Storage"],
        ["Gulou.App"] = ["Gulou.Areas", "Gulou.Kernel", "Gulou.Storage"],
    };

    public static IEnumerable<Finding> Projects(IEnumerable<SourceFile> files)
    {
        foreach (var file in files.Where(f => f.In("src") && f.Is(".csproj")))
        {
            var project = Path.GetFileNameWithoutExtension(file.Path);
            var xml = XDocument.Parse(file.Text);
            var actual = Included(xml, "ProjectReference").Select(Path.GetFileNameWithoutExtension).Order().ToList();
            if (!References.TryGetValue(project, out var expected))
                yield return new(file.Path, 1, "there are four source projects: App → Areas → Storage → Kernel");
            else if (!actual.SequenceEqual(expected))
                yield return new(file.Path, 1, $"refer to exactly these projects: {string.Join(", ", expected)}");
            if (project == "Gulou.Kernel" && Included(xml, "PackageReference").Concat(Included(xml, "Using")).Any())
                yield return new(
                    file.Path,
                    1,
                    "the kernel has no packages and no global usings; put it in Gulou.Storage"
                );
        }
    }

    public static IEnumerable<Finding> KernelIsPure(SourceFile file)
    {
        if (!file.In("src/Gulou.Kernel") || !file.Is(".cs"))
            return [];
        var findings = Impure()
            .Matches(file.Code)
            .Select(m =>
                file.Finding(
                    m.Index,
                    $"the kernel decides over what it is handed: take the result of {m.Value} as a value"
                )
            );
        return Slices.Kernel.MaySee.Keys.Any(s => file.In("src/Gulou.Kernel/" + s))
            ? findings
            : findings.Append(new(file.Path, 1, $"put it in one of {string.Join(", ", Slices.Kernel.MaySee.Keys)}"));
    }

    private static IEnumerable<string> Included(XDocument project, string item) =>
        project.Descendants(item).Select(e => (string?)e.Attribute("Include") ?? "");

    [GeneratedRegex(
        @"\bSystem\.IO\.(File|Directory|Path)\b"
            + @"|(?<![\w.])(File|Directory|FileStream|FileInfo|DirectoryInfo|Console)\.\w+"
            + @"|\bnew (FileStream|FileInfo|DirectoryInfo|StreamReader|StreamWriter|Random)\b"
            + @"|(?<![\w.])(System\.)?Environment\.\w+|\bHttpClient\b|\bRandom\.Shared\b|\bTimeProvider\.System\b"
            + @"|\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|\bglobal using\b"
    )]
    private static partial Regex Impure();
}
