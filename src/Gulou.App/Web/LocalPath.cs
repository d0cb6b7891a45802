namespace Gulou.App.Web;

/// <summary>Where a redirect may lead: only to this program, never to another site.</summary>
public static class LocalPath
{
    /// <summary>The path if it is local, else the home page.</summary>
    public static string OrHome(string? path) => IsLocal(path) ? path! : "/";

    /// <summary>
    /// One slash, then anything a browser cannot take for a host: browsers read a backslash as a slash and drop
    /// control characters before they look.
    /// </summary>
    public static bool IsLocal(string? path) =>
        path is ['/', ..]
        && (path.Length == 1 || path[1] != '/')
        && !path.Any(letter => letter == '\\' || char.IsControl(letter));
}
