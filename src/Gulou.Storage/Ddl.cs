namespace Gulou.Storage;

/// <summary>The hand-written table definitions that migrations run.</summary>
public static class Ddl
{
    public static string Read(string name)
    {
        var assembly = typeof(Ddl).Assembly;
        using var stream =
            assembly.GetManifestResourceStream($"Gulou.Storage.{name.Replace('/', '.').Replace("-", "-")}")
            ?? throw new InvalidOperationException($"no such script: {name}");
        return new StreamReader(stream).ReadToEnd();
    }
}
