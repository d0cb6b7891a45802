using System.Globalization;

namespace Gulou.Kernel.Values;

/// <summary>
/// A mobile number of mainland China: 11 digits, the first 1, the second 3 to 9. It is personal data:
/// <see cref="ToString"/> shows it masked, only <see cref="Value"/> in full.
/// </summary>
public readonly record struct MobilePhone
{
    private const long FirstSynthetic = 16_100_000_000;

    private MobilePhone(string value) => Value = value;

    /// <summary>All 11 digits.</summary>
    public string Value { get; }

    /// <summary>The last four digits, by which a number is found.</summary>
    public string Tail => Value[7..];

    /// <summary>138****1234.</summary>
    public string Masked => string.Concat(Value.AsSpan(0, 3), "****", Value.AsSpan(7));

    /// <summary>True when the number belongs to an invented person; never dial or text it.</summary>
    public bool IsSynthetic => Value.StartsWith("161", StringComparison.Ordinal);

    /// <summary>
    /// The number of an invented person: 16100000000 + serial. The segment 161 has not been assigned to
    /// any operator (as published in 2022), so that no living person answers there.
    /// </summary>
    /// <param name="serial">0 to 99,999,999; the same serial gives the same number.</param>
    public static MobilePhone Synthetic(int serial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, 99_999_999);
        return new((FirstSynthetic + serial).ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Reads a number as people type it: +86, 0086 or a leading 86, spaces, dashes and full-width digits are forgiven.
    /// </summary>
    public static bool TryParse(string? text, out MobilePhone phone)
    {
        var value = string.Concat(HalfWidth.Of(text ?? "").Where(c => !char.IsWhiteSpace(c) && !IsDash(c)));
        if (value.StartsWith("+86", StringComparison.Ordinal))
            value = value[3..];
        else if (value.StartsWith("0086", StringComparison.Ordinal))
            value = value[4..];
        else if (value.Length == 13 && value.StartsWith("86", StringComparison.Ordinal))
            value = value[2..];

        var good = value.Length == 11 && value[0] == '1' && value[1] >= '3' && value.All(char.IsAsciiDigit);
        phone = good ? new MobilePhone(value) : default;
        return good;
    }

    /// <summary>The masked form, so that a log or a page never shows a number by accident.</summary>
    public override string ToString() => Value is null ? "" : Masked;

    private static bool IsDash(char c) =>
        char.GetUnicodeCategory(c) == UnicodeCategory.DashPunctuation || c == '\u2212';
}
