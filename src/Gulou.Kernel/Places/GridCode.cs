using System.Globalization;

namespace Gulou.Kernel.Places;

/// <summary>The three tiers of the grid.</summary>
public enum GridTier
{
    /// <summary>The village itself, 村委会大网格.</summary>
    Big = 1,

    /// <summary>The hamlet committee or another grid, 寨管委中网格.</summary>
    Middle = 2,

    /// <summary>The ten-household unit, 十联户小网格.</summary>
    Small = 3,
}

/// <summary>
/// A grid code, 网格码: the village's 12-digit code and 000 for the big grid, 001 to 999 for a middle one (15 digits),
/// and 2 digits more, 01 to 99, for a small one (17 digits). It is what the county's lists call the grid, and may be
/// changed there; it says nothing about the grid's <see cref="PlaceKey"/>.
/// </summary>
public readonly record struct GridCode
{
    private readonly string? _digits;

    private GridCode(string digits) => _digits = digits;

    /// <summary>The tier, which the digits tell.</summary>
    public GridTier Tier =>
        ToString() switch
        {
            { Length: 17 } => GridTier.Small,
            var code when code.EndsWith("000", StringComparison.Ordinal) => GridTier.Big,
            _ => GridTier.Middle,
        };

    /// <summary>The village's 12-digit code.</summary>
    public string VillageCode => ToString()[..12];

    /// <summary>The grid one tier up; null for a big one.</summary>
    public GridCode? Parent =>
        Tier switch
        {
            GridTier.Small => new GridCode(ToString()[..15]),
            GridTier.Middle => new GridCode(VillageCode + "000"),
            _ => null,
        };

    /// <summary>The big grid of a village.</summary>
    /// <exception cref="FormatException">Not the 12-digit code of a village.</exception>
    public static GridCode Big(string villageCode) => Parse(villageCode + "000");

    /// <summary>A middle grid of a village.</summary>
    /// <param name="villageCode">12 digits.</param>
    /// <param name="number">1 to 999.</param>
    /// <exception cref="FormatException">Not the 12-digit code of a village.</exception>
    public static GridCode Middle(string villageCode, int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 999);
        return Parse(villageCode + number.ToString("D3", CultureInfo.InvariantCulture));
    }

    /// <summary>A small grid of this middle grid.</summary>
    /// <param name="number">1 to 99.</param>
    /// <exception cref="InvalidOperationException">This is not a middle grid.</exception>
    public GridCode Small(int number)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 99);
        if (Tier != GridTier.Middle)
            throw new InvalidOperationException($"not a middle grid: {this}");
        return new GridCode(ToString() + number.ToString("D2", CultureInfo.InvariantCulture));
    }

    /// <summary>The code these digits are.</summary>
    /// <exception cref="FormatException">They are none.</exception>
    public static GridCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"not a grid code: {text}");

    /// <summary>The code these digits are; false if they are none. Nothing is trimmed or guessed.</summary>
    public static bool TryParse(string? text, out GridCode code)
    {
        code = default;
        if (text is not { Length: 15 or 17 } || !text.All(char.IsAsciiDigit))
            return false;
        if (!PlaceKey.TryFromCode(text[..12], out var village) || village.Level != PlaceLevel.Village)
            return false;
        if (text.Length == 17 && (text[12..15] == "000" || text[15..] == "00"))
            return false;
        code = new GridCode(text);
        return true;
    }

    /// <summary>The digits.</summary>
    /// <exception cref="InvalidOperationException">A default value, which no parsing made.</exception>
    public override string ToString() => _digits ?? throw new InvalidOperationException("an unset grid code");
}
