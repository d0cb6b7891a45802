namespace Gulou.Storage.Model;

/// <summary>
/// A key of the web front's cookies and forms, which all its processes share. It lies sealed under the key file.
/// </summary>
public sealed class CookieKey
{
    /// <summary>Always 0: it belongs to no place.</summary>
    public int Cell { get; set; }

    public long Id { get; set; }

    /// <summary>What the web front keeps, as XML, encrypted.</summary>
    public required byte[] Content { get; set; }
}
