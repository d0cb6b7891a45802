using System.Collections.Frozen;

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

    /// <summary>It holds the sign-in name.</summary>
    HoldsTheName,

    /// <summary>Everyone tries it first.</summary>
    Common,
}

/// <summary>
/// What a new password must be, after NIST SP 800-63B: long, not the name, not one that everyone tries; no rules of
/// composition and no expiry.
/// </summary>
public static class PasswordRule
{
    /// <summary>The fewest characters.</summary>
    public const int MinLength = 8;

    /// <summary>The most characters, so that hashing has a bound.</summary>
    public const int MaxLength = 128;

    private static readonly FrozenSet<string> Common = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "password",
        "password1",
        "password123",
        "passw0rd",
        "p@ssw0rd",
        "admin123",
        "admin888",
        "administrator",
        "qwertyuiop",
        "qwerty123",
        "1q2w3e4r",
        "1qaz2wsx",
        "q1w2e3r4",
        "abc12345",
        "abcd1234",
        "a1234567",
        "a12345678",
        "a123456789",
        "aa123456",
        "woaini1314",
        "woaini520",
        "5201314520",
        "iloveyou",
        "asdfghjk",
        "asdfghjkl",
        "zxcvbnm123",
        "11223344",
        "12344321",
        "13145200",
        "01234567",
        "0123456789",
        "87654321",
        "987654321",
        "9876543210",
        "147258369",
        "123123123",
        "123qweasd"
    );

    /// <summary>The first thing wrong with a password for this sign-in name.</summary>
    public static PasswordFault FaultOf(string password, string name)
    {
        var length = password.EnumerateRunes().Count();
        if (length < MinLength)
            return PasswordFault.TooShort;
        if (length > MaxLength)
            return PasswordFault.TooLong;
        if (LoginName.TryNormalise(name, out var plain) && Holds(password, plain))
            return PasswordFault.HoldsTheName;
        return Common.Contains(password) || IsRun(password) ? PasswordFault.Common : PasswordFault.Ok;
    }

    private static bool Holds(string password, string name) =>
        name.Length > 2 && password.Contains(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>12345678, abcdefgh, 88888888: each character follows from the one before by the same step.</summary>
    private static bool IsRun(string password)
    {
        var step = password[1] - password[0];
        return step is >= -1 and <= 1 && password.Zip(password.Skip(1)).All(pair => pair.Second - pair.First == step);
    }
}
