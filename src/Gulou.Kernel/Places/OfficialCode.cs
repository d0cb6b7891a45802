using System.Globalization;

namespace Gulou.Kernel.Places;

/// <summary>
/// Published codes as positions in their own numbering: 12 digits down to a village, 15 for a grid, 17 for a
/// ten-household unit. The position says where the list puts a place, not where the map has it.
/// </summary>
public static class OfficialCode
{
    private const int Division = 12;
    private const int Middle = 15;
    private const int Small = 17;

    /// <summary>The code of a position. A unit's number has two digits.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A unit's number above 99, which no code has.</exception>
    public static string Of(PlaceKey official)
    {
        var digits = official.ToString();
        if (official.Depth <= (int)PlaceLevel.Village)
            return digits[..Division];
        if (official.Depth == (int)PlaceLevel.Grid)
            return digits[..Middle];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(official.Number, 99, nameof(official));
        return digits[..Middle] + digits[^2..];
    }

    /// <summary>The position of a code; false if the digits are none, or are a village's own big grid (000).</summary>
    public static bool TryParse(string? text, out PlaceKey official)
    {
        official = default;
        if (text is { Length: not (Middle or Small) })
            return PlaceKey.TryFromCode(text, out official);
        if (!GridCode.TryParse(text, out var grid) || grid.Tier == GridTier.Big)
            return false;
        var digits = text!.Length == Middle ? text + "000" : text[..Middle] + "0" + text[Middle..];
        official = new PlaceKey(long.Parse(digits, CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>The position of a code.</summary>
    /// <exception cref="FormatException">The digits are none.</exception>
    public static PlaceKey Parse(string text) =>
        TryParse(text, out var official) ? official : throw new FormatException($"not an official code: {text}");
}
