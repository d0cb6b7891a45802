namespace Gulou.Tests;

/// <summary>The source tree that this build came from, for tests that read it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Gulou.slnx")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
