using System.Globalization;

namespace Gulou.Kernel.Values;

/// <summary>Points (积分) as text; inside they are whole hundredths of a point.</summary>
public static class PointsText
{
    /// <summary>
    /// Without trailing zeros or separators, the same in every culture: 12600 → 126, 1250 → 12.5, -300 → -3.
    /// </summary>
    /// <param name="hundredths">Points × 100.</param>
    public static string Format(long hundredths) => (hundredths / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads points as clerks type them: full-width digits, commas by thousands, at most two decimals.
    /// </summary>
    /// <returns>False when the text is no such number or a long cannot hold it; the caller judges sign and
    /// size.</returns>
    public static bool TryParse(string? text, out long hundredths) => Hundredths.TryParse(text, out hundredths);
}
