using System.Text;

namespace Gulou.Kernel.Posts;

/// <summary>Sign-in names as people type them.</summary>
public static class LoginName
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 2;

    /// <summary>The most characters.</summary>
    public const int MaxLength = 50;

    /// <summary>
    /// The one form that is compared: compatibility forms made plain (full-width letters), small letters, no space
    /// around.
    /// </summary>
    /// <returns>False when it is too short or too long, or has white space or control characters inside.</returns>
    public static bool TryNormalise(string? text, out string name)
    {
        name = "";
        if (text is null || text.Length > 4 * MaxLength || text.EnumerateRunes().Contains(Rune.ReplacementChar))
            return false;
        name = text.Normalize(NormalizationForm.FormKC).Trim().ToLowerInvariant();
        return name.Length is >= MinLength and <= MaxLength
            && !name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c));
    }
}
