using System.Globalization;
using System.Text.RegularExpressions;
using Gulou.Storage.Sheets;

namespace Gulou.Storage.People.Import;

/// <summary>Days of birth as offices type them.</summary>
internal static partial class Birthdays
{
    // A number cell between these counts days from 1899-12-30: 1910 to 2119. Below lie years, above eight digits.
    private const int FirstSerial = 3654;
    private const int LastSerial = 80_000;
    private const int Days1904 = 1462;

    /// <summary>
    /// 1980.5.1, 1980-05-01, 1980/5/1, 1980年5月1日, 19800501, a date cell of Excel; nothing is guessed.
    /// </summary>
    public static FindingKind? Read(SheetCell cell, bool from1904, ListWords words, out DateOnly day)
    {
        day = default;
        var text = cell.Text.Normalize(System.Text.NormalizationForm.FormKC).Trim();
        if (
            cell.IsNumber
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number is >= FirstSerial and < LastSerial
        )
        {
            day = new DateOnly(1899, 12, 30).AddDays((int)number + (from1904 ? Days1904 : 0));
            return null;
        }
        if (words.IsLunar(text))
            return FindingKind.BirthdayLunar;
        if (Full().Match(text) is { Success: true } full)
            return Make(full, out day);
        if (TwoDigitYear().IsMatch(text))
            return FindingKind.BirthdayAmbiguous;
        return YearOrMonth().IsMatch(text) ? FindingKind.BirthdayIncomplete : FindingKind.BirthdayUnreadable;
    }

    private static FindingKind? Make(Match match, out DateOnly day)
    {
        var culture = CultureInfo.InvariantCulture;
        var text = $"{match.Groups["y"].Value}-{Two(match, "m")}-{Two(match, "d")}";
        var good = DateOnly.TryParseExact(text, "yyyy-MM-dd", culture, DateTimeStyles.None, out day);
        return good && day.Year is >= 1850 and <= 2099 ? null : FindingKind.BirthdayUnreadable;
    }

    private static string Two(Match match, string group) => match.Groups[group].Value.PadLeft(2, '0');

    private const string Sign = @"\s*[.\-/年、,。月]\s*";

    [GeneratedRegex(
        @"^(?:(?<y>\d{4})"
            + Sign
            + @"(?<m>\d{1,2})"
            + Sign
            + @"(?<d>\d{1,2})\s*日?号?|(?<y>\d{4})(?<m>\d\d)(?<d>\d\d))"
            + @"(?:[ T]+00?:00(?::00(?:\.0+)?)?)?$",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Full();

    [GeneratedRegex(@"^(\d{2}" + Sign + @"\d{1,2}" + Sign + @"\d{1,2}\s*日?|\d{6})$", RegexOptions.ExplicitCapture)]
    private static partial Regex TwoDigitYear();

    [GeneratedRegex(@"^\d{4}(年|([.\-/年]\d{1,2}月?))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex YearOrMonth();
}
