using Gulou.Kernel.Cases;
using Gulou.Kernel.Posts;

namespace Gulou.Storage.Cases;

/// <summary>A flow's file.</summary>
/// <param name="Path">Relative to the folder, with forward slashes.</param>
/// <param name="Text">What it says.</param>
/// <param name="Type">The definition; null when it is no YAML.</param>
/// <param name="Faults">Its mistakes, in the order of their lines; with any, it must not be used.</param>
public sealed record CaseFile(string Path, string Text, CaseType? Type, IReadOnlyList<CaseFault> Faults)
{
    /// <summary>The flow's key: the file's name without ending.</summary>
    public string Key => System.IO.Path.GetFileNameWithoutExtension(Path);
}

/// <summary>All flows of a folder, the mistakes of all of them at once.</summary>
public static class CaseFiles
{
    /// <summary>Where a place's own flows lie, under its code.</summary>
    public const string Places = "places/";

    /// <summary>
    /// Every flow below a folder, by path. Other YAML files, such as a table of rules, are left alone.
    /// </summary>
    public static IReadOnlyList<CaseFile> Read(
        string folder,
        PostCatalog posts,
        IReadOnlyDictionary<string, EffectShape> effects
    )
    {
        var files = new List<CaseFile>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            if (CaseTypeFile.IsFlow(text))
                files.Add(Read(Path.GetRelativePath(folder, path).Replace('\\', '/'), text, posts, effects));
        }
        files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
        var general = files.Where(file => !file.Path.StartsWith(Places, StringComparison.Ordinal));
        var twice = general.GroupBy(file => file.Key).SelectMany(group => group.Skip(1)).ToHashSet();
        return [.. files.Select(file => twice.Contains(file) ? Twice(file) : file)];
    }

    /// <summary>One flow's text with all its mistakes.</summary>
    public static CaseFile Read(
        string path,
        string text,
        PostCatalog posts,
        IReadOnlyDictionary<string, EffectShape> effects
    )
    {
        var reading = CaseTypeFile.Read(Path.GetFileNameWithoutExtension(path), text, posts);
        var more = reading.Type is null ? [] : CaseTypeCheck.Of(reading.Type, posts, effects);
        return new CaseFile(path, text, reading.Type, [.. reading.Faults.Concat(more).OrderBy(fault => fault.Line)]);
    }

    private static CaseFile Twice(CaseFile file) =>
        file with
        {
            Faults = [new CaseFault(1, CaseFaultCode.DuplicateKey, [file.Key]), .. file.Faults],
        };
}
