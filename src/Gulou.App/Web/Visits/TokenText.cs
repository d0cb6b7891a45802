using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;

namespace Gulou.App.Web.Visits;

/// <summary>A program's key as it is written: where to find it, and its secret. Shown once.</summary>
internal sealed record TokenText(int Cell, long Id, byte[] Secret)
{
    private const string Prefix = "gulou";

    /// <summary>A new secret of 32 random bytes.</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(32);

    /// <summary>Reads a key; null when it is none.</summary>
    public static TokenText? Read(string text) =>
        text.Split('_', 4) is [Prefix, var cell, var id, var secret]
        && int.TryParse(cell, NumberStyles.None, CultureInfo.InvariantCulture, out var where)
        && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var which)
        && Base64Url.IsValid(secret)
            ? new TokenText(where, which, Base64Url.DecodeFromChars(secret))
            : null;

    public override string ToString() => $"{Prefix}_{Cell}_{Id}_{Base64Url.EncodeToString(Secret)}";
}
