using System.Security.Cryptography;

namespace Gulou.Storage.Posts;

/// <summary>A one-time code that can be read out and typed: no letter that is mistaken for another.</summary>
public static class JoinCode
{
    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
    private const int Group = 5;

    /// <summary>Two groups of five, about 49 bits.</summary>
    public static string Make() =>
        $"{RandomNumberGenerator.GetString(Letters, Group)}-{RandomNumberGenerator.GetString(Letters, Group)}";

    /// <summary>The one form that is compared: without dashes and blanks, in capitals.</summary>
    public static string Plain(string typed) =>
        new([
            .. typed
                .Normalize(System.Text.NormalizationForm.FormKC)
                .ToUpperInvariant()
                .Where(char.IsAsciiLetterOrDigit)
                .Take(2 * Group),
        ]);
}
