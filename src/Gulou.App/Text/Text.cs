using System.Collections.Concurrent;
using System.Globalization;
using System.Resources;

namespace Gulou.App;

/// <summary>
/// Every word shown to a person. A key is <c>area.name</c>: the area is a resource file beside this class
/// (<c>shell.resx</c> in Chinese, <c>shell.en.resx</c> in English), the language that of the current UI culture.
/// </summary>
/// <param name="log">Told once about each missing key.</param>
/// <param name="strict">Throw on a missing key: in development and in tests, where it is a bug to see at once.</param>
public sealed class Text(ILogger<Text> log, bool strict = false)
{
    private readonly ConcurrentDictionary<string, ResourceManager?> areas = new();
    private readonly ConcurrentDictionary<string, bool> missed = new();

    /// <summary>The text of a key; a missing key shows itself.</summary>
    public string this[string key] => Find(key) ?? Missing(key);

    /// <summary>The text of a key with its numbered places filled in.</summary>
    public string this[string key, params object?[] arguments] =>
        string.Format(CultureInfo.CurrentCulture, this[key], arguments);

    /// <summary>The text of a key, or null when there is none.</summary>
    public string? Find(string key)
    {
        var dot = key.IndexOf('.', StringComparison.Ordinal);
        return dot <= 0
            ? null
            : areas.GetOrAdd(key[..dot], Open)?.GetString(key[(dot + 1)..], CultureInfo.CurrentUICulture);
    }

    private static ResourceManager? Open(string area)
    {
        var name = $"{typeof(Text).FullName}.{area}";
        var assembly = typeof(Text).Assembly;
        return assembly.GetManifestResourceInfo(name + ".resources") is null
            ? null
            : new ResourceManager(name, assembly);
    }

    private string Missing(string key)
    {
        if (strict)
        {
            throw new KeyNotFoundException($"No text for '{key}' in the resource files under Text/.");
        }

        if (missed.TryAdd(key, true))
        {
            log.LogWarning("No text for {Key}", key);
        }

        return key;
    }
}
