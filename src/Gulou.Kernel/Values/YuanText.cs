using System.Globalization;

namespace Gulou.Kernel.Values;

/// <summary>Money (人民币) as text; inside it is whole fen (分), a hundredth of a yuan.</summary>
public static class YuanText
{
    /// <summary>With commas and always two decimals, the same in every culture: 123450 → 1,234.50.</summary>
    /// <param name="fen">Yuan × 100.</param>
    public static string Format(long fen) => (fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads yuan as clerks type them: full-width digits, commas by thousands, at most two decimals, a ¥ before or 元
    /// after.
    /// </summary>
    /// <returns>False when the text is no such amount or a long cannot hold it; the caller judges sign and
    /// size.</returns>
    public static bool TryParse(string? text, out long fen)
    {
        var typed = (text ?? "").Trim();
        if (typed is ['¥' or '￥', ..])
            typed = typed[1..];
        if (typed is [.., '元'])
            typed = typed[..^1];
        return Hundredths.TryParse(typed, out fen);
    }
}
