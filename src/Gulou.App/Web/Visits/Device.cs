namespace Gulou.App.Web.Visits;

/// <summary>
/// Browser and system in two words, so that a person knows which of the own devices is meant; nothing that would tell
/// one phone from another of its kind.
/// </summary>
public static class Device
{
    /// <summary>
    /// Signs in the browser's name for itself, the telling ones first: most call themselves Safari too.
    /// </summary>
    private static readonly (string Sign, string Word)[] Browsers =
    [
        ("MicroMessenger", "WeChat"),
        ("Edg", "Edge"),
        ("HuaweiBrowser", "Huawei"),
        ("MiuiBrowser", "Xiaomi"),
        ("UCBrowser", "UC"),
        ("QQBrowser", "QQ"),
        ("Firefox", "Firefox"),
        ("FxiOS", "Firefox"),
        ("Chrome", "Chrome"),
        ("CriOS", "Chrome"),
        ("Safari", "Safari"),
    ];

    private static readonly (string Sign, string Word)[] Systems =
    [
        ("HarmonyOS", "HarmonyOS"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("Windows", "Windows"),
        ("Macintosh", "Mac"),
        ("Linux", "Linux"),
    ];

    /// <summary>The words for what a browser calls itself; empty when it says nothing known.</summary>
    public static string Of(string? userAgent) =>
        string.Join(" · ", new[] { Word(Browsers, userAgent), Word(Systems, userAgent) }.Where(w => w.Length > 0));

    private static string Word((string Sign, string Word)[] known, string? text) =>
        text is null ? "" : known.FirstOrDefault(k => text.Contains(k.Sign, StringComparison.Ordinal)).Word ?? "";
}
