using System.Globalization;

namespace Gulou.Kernel.Values;

/// <summary>
/// A citizen's number (公民身份号码, GB 11643-1999): region of first registration, birthday, serial (odd for men) and a
/// check digit. It is personal data: <see cref="ToString"/> shows it masked, only <see cref="Value"/> in full.
/// </summary>
public readonly record struct CitizenId
{
    /// <summary>A region that is assigned nowhere; invented people carry it.</summary>
    public const string SyntheticRegion = "529901";

    private const string CheckDigits = "10X98765432";

    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private CitizenId(string value) => Value = value;

    /// <summary>All 18 characters, an X in capitals.</summary>
    public string Value { get; }

    /// <summary>The code of the county of first registration, 6 digits; it may have been abolished since.</summary>
    public string Region => Value[..6];

    /// <summary>The day of birth, 1800 to 2099; it may lie in the future.</summary>
    public DateOnly Birthday => DateOnly.ParseExact(Value.AsSpan(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>True for men (an odd serial), false for women.</summary>
    public bool IsMale => (Value[16] - '0') % 2 == 1;

    /// <summary>True when the number belongs to an invented person.</summary>
    public bool IsSynthetic => Value.StartsWith(SyntheticRegion, StringComparison.Ordinal);

    /// <summary>The first six and the last two characters, ten stars between.</summary>
    public string Masked => string.Concat(Value.AsSpan(0, 6), "**********", Value.AsSpan(16));

    /// <summary>The number with its check digit.</summary>
    /// <param name="region">6 digits, not beginning with 0.</param>
    /// <param name="birthday">1800-01-01 to 2099-12-31.</param>
    /// <param name="serial">0 to 999, odd for men, even for women.</param>
    /// <exception cref="ArgumentException">Region, birthday or serial out of range.</exception>
    public static CitizenId Make(string region, DateOnly birthday, int serial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, 999);
        var body = string.Create(CultureInfo.InvariantCulture, $"{region}{birthday:yyyyMMdd}{serial:D3}");
        var fault = FaultOf(body + "0");
        return fault is CitizenIdFault.Ok or CitizenIdFault.WrongCheckDigit
            ? new CitizenId(body + CheckDigit(body))
            : throw new ArgumentException($"cannot make a number: {fault}", nameof(region));
    }

    /// <summary>Reads a number as people type it: spaces, full-width digits and a small x are forgiven.</summary>
    /// <returns>True when <paramref name="fault"/> is <see cref="CitizenIdFault.Ok"/>.</returns>
    public static bool TryParse(string? text, out CitizenId id, out CitizenIdFault fault)
    {
        var value = string.Concat(HalfWidth.Of(text ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
        fault = FaultOf(value);
        id = fault == CitizenIdFault.Ok ? new CitizenId(value) : default;
        return fault == CitizenIdFault.Ok;
    }

    /// <summary>The masked form, so that a log or a page never shows a number by accident.</summary>
    public override string ToString() => Value is null ? "" : Masked;

    private static CitizenIdFault FaultOf(string value)
    {
        if (value.Length == 0)
            return CitizenIdFault.Empty;
        if (value.Length != 18)
            return CitizenIdFault.WrongLength;
        if (value[0] == '0' || !value[..17].All(char.IsAsciiDigit) || !CheckDigits.Contains(value[17]))
            return CitizenIdFault.NotDigits;
        var culture = CultureInfo.InvariantCulture;
        if (
            !DateOnly.TryParseExact(value.AsSpan(6, 8), "yyyyMMdd", culture, DateTimeStyles.None, out var day)
            || day.Year is < 1800 or > 2099
        )
        {
            return CitizenIdFault.NotADate;
        }
        return value[17] == CheckDigit(value) ? CitizenIdFault.Ok : CitizenIdFault.WrongCheckDigit;
    }

    private static char CheckDigit(string value)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += (value[i] - '0') * Weights[i];
        return CheckDigits[sum % 11];
    }
}
