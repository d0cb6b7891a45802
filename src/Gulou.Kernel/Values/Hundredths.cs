namespace Gulou.Kernel.Values;

/// <summary>Decimal numbers as clerks type them, read into whole hundredths.</summary>
internal static class Hundredths
{
    /// <summary>
    /// An optional sign, digits (plain, or with a comma before every three), and at most two decimals after a point.
    /// Full-width forms, spaces around and the full stop of a Chinese keyboard are forgiven.
    /// </summary>
    /// <returns>False for any other text, and for what a long cannot hold.</returns>
    public static bool TryParse(string? text, out long hundredths)
    {
        hundredths = 0;
        var typed = HalfWidth.Of(text ?? "").Replace('。', '.').Replace('\u2212', '-').Trim();
        var negative = typed.StartsWith('-');
        if (negative || typed.StartsWith('+'))
            typed = typed[1..].TrimStart();

        var point = typed.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? typed : typed[..point];
        var decimals = point < 0 ? "" : typed[(point + 1)..];
        if (whole.Length + decimals.Length == 0 || decimals.Length > 2 || !HasGoodCommas(whole))
            return false;

        var digits = whole.Replace(",", "", StringComparison.Ordinal) + decimals.PadRight(2, '0');
        return digits.All(char.IsAsciiDigit) && TryRead(digits, negative, out hundredths);
    }

    private static bool HasGoodCommas(string whole)
    {
        var groups = whole.Split(',');
        return groups.Length == 1 || (groups[0].Length is >= 1 and <= 3 && groups.Skip(1).All(g => g.Length == 3));
    }

    // Downwards from zero, since the negative range is the wider one.
    private static bool TryRead(string digits, bool negative, out long value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            var next = ((Int128)value * 10) - (digit - '0');
            if (next < long.MinValue)
            {
                value = 0;
                return false;
            }
            value = (long)next;
        }
        if (negative)
            return true;
        var fits = value != long.MinValue;
        value = fits ? -value : 0;
        return fits;
    }
}
