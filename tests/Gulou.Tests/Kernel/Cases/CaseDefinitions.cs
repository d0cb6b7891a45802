using Gulou.Kernel.Cases;
using Gulou.Storage.Cases;
using Gulou.Tests.Tidy;

namespace Gulou.Tests.Kernel.Cases;

/// <summary>Definitions for tests.</summary>
internal static class CaseDefinitions
{
    /// <summary>A shipped flow, which must be without mistakes.</summary>
    public static CaseType Shipped(string path) =>
        Good(path, File.ReadAllText(Path.Combine(Tree.Root, "definitions", path)));

    /// <summary>A text, which must be without mistakes.</summary>
    public static CaseType Good(string path, string text)
    {
        var file = CaseFiles.Read(path, text, CaseWorld.Posts, CaseWorld.Effects);
        Assert.Empty(file.Faults);
        return file.Type!;
    }

    public static FormValues Values(params (string Key, FormValue Value)[] values) =>
        new(values.Select(one => KeyValuePair.Create(one.Key, one.Value)));
}
