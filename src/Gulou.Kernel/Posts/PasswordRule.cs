using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Gulou.Kernel.Posts;

/// <summary>What is wrong with a new password, in the order in which it is found.</summary>
public enum PasswordFault
{
    /// <summary>Nothing.</summary>
    Ok,

    /// <summary>Fewer than <see cref="PasswordRule.MinLength"/> characters.</summary>
    TooShort,

    /// <summary>More than <see cref="PasswordRule.MaxLength"/> characters.</summary>
    TooLong,

    /// <summary>It holds the sign-in name, the person's name or phone.</summary>
    HoldsTheName,

    /// <summary>Everyone tries it first.</summary>
    Common,
}

/// <summary>
/// What a new password must be, after NIST SP 800-63B: long, not the person's own names and numbers, not one that
/// everyone tries; no rules of composition and no expiry.
/// </summary>
/// <param name="common">Passwords and words that guessers try first, small letters.</param>
public sealed class PasswordRule(IReadOnlySet<string> common)
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 8;

    /// <summary>The most characters, so that hashing has a bound.</summary>
    public const int MaxLength = 128;

    private const int FirstYear = 1900;
    private const int LastYear = 2100;

    /// <summary>Reads the list of common passwords: words with blanks between, remarks after a hash sign.</summary>
    public static PasswordRule Load(TextReader text)
    {
        var common = new HashSet<string>();
        while (text.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
                common.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        return new PasswordRule(common.ToFrozenSet());
    }

    /// <summary>The first thing wrong with a password.</summary>
    /// <param name="password">As typed.</param>
    /// <param name="own">What belongs to the person and must not be in it: sign-in name, name, phone.</param>
    public PasswordFault FaultOf(string password, params IEnumerable<string> own)
    {
        var length = password.EnumerateRunes().Count();
        if (length < MinLength)
            return PasswordFault.TooShort;
        if (length > MaxLength)
            return PasswordFault.TooLong;
        if (own.Any(word => Holds(password, word)))
            return PasswordFault.HoldsTheName;
        return IsCommon(password.ToLowerInvariant()) ? PasswordFault.Common : PasswordFault.Ok;
    }

    private static bool Holds(string password, string word) =>
        word.Normalize(NormalizationForm.FormKC).Trim() is { Length: > 1 } plain
        // Two letters of the Latin alphabet are in many words; two characters are a name.
        && (plain.Length > 2 || plain[0] > 'z')
        && password.Contains(plain, StringComparison.OrdinalIgnoreCase);

    private bool IsCommon(string password) =>
        common.Contains(password)
        || IsWordWithTail(password)
        || IsRun(password)
        || IsRepeated(password)
        || IsDay(password)
        || IsPhone(password);

    /// <summary>
    /// A common word with figures or signs before or behind it, its letters written as look-alikes or not.
    /// </summary>
    private bool IsWordWithTail(string password)
    {
        var word = password.Trim([.. "0123456789!@#$%^&*.?_-+=~ "]);
        var plain = word.Replace('@', 'a').Replace('$', 's').Replace('0', 'o').Replace('3', 'e');
        return common.Contains(word)
            || common.Contains(plain.Replace('1', 'i'))
            || common.Contains(plain.Replace('1', 'l'));
    }

    /// <summary>12345678, abcdefgh, 88888888: each character follows from the one before by the same step.</summary>
    private static bool IsRun(string password)
    {
        var step = password[1] - password[0];
        return step is >= -1 and <= 1 && password.Zip(password.Skip(1)).All(pair => pair.Second - pair.First == step);
    }

    /// <summary>A short part again and again: abcabcabc, 12341234.</summary>
    private static bool IsRepeated(string password) =>
        Enumerable
            .Range(1, Math.Min(4, password.Length / 2))
            .Any(part => Enumerable.Range(part, password.Length - part).All(i => password[i] == password[i - part]));

    /// <summary>A day, such as a birthday: 19900504.</summary>
    private static bool IsDay(string password) =>
        password.Length == 8
        && password.All(char.IsAsciiDigit)
        && int.Parse(password[..4], CultureInfo.InvariantCulture) is >= FirstYear and < LastYear
        && int.Parse(password[4..6], CultureInfo.InvariantCulture) is >= 1 and <= 12
        && int.Parse(password[6..], CultureInfo.InvariantCulture) is >= 1 and <= 31;

    /// <summary>Anyone's mobile number.</summary>
    private static bool IsPhone(string password) =>
        password.Length == 11 && password[0] == '1' && password.All(char.IsAsciiDigit);
}
