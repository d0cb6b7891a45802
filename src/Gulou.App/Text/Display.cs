using System.Globalization;
using Gulou.Kernel.Values;

namespace Gulou.App;

/// <summary>How pressing something is; also the colour of its tag.</summary>
public enum Tone
{
    Info,
    Ok,
    Due,
    Late,
}

/// <summary>A due date as a short tag.</summary>
public readonly record struct DueTag(string Text, Tone Tone);

/// <summary>
/// Dates, amounts and counts as offices write them, in the current language. Dates and times are those of
/// Asia/Shanghai; amounts are integers in their minor unit (fen, hundredths of a point).
/// </summary>
public sealed class Display(Text text)
{
    private const string Minus = "\u2212";

    /// <summary>Days ahead within which a date is told as days left rather than as a date.</summary>
    private const int Near = 3;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>2026年11月23日 · 23 Nov 2026</summary>
    public string Date(DateOnly day) => text["display.date", day.Year, day.Month, day.Day, Month(day.Month)];

    /// <summary>11月23日 · 23 Nov</summary>
    public string ShortDate(DateOnly day) => text["display.short-date", day.Month, day.Day, Month(day.Month)];

    /// <summary>2026年11月 · Nov 2026</summary>
    public string YearMonth(int year, int month) => text["display.year-month", year, month, Month(month)];

    /// <summary>星期一 · Monday</summary>
    public string Weekday(DateOnly day) => text[$"display.weekday-{(int)day.DayOfWeek}"];

    /// <summary>2026年11月23日 星期一 · Monday, 23 Nov 2026</summary>
    public string DateAndWeekday(DateOnly day) => text["display.date-weekday", Date(day), Weekday(day)];

    /// <summary>10:42</summary>
    public string Clock(Instant time) => time.InShanghai.ToString("HH:mm", Invariant);

    /// <summary>11月23日 10:42 · 23 Nov 10:42</summary>
    public string Time(Instant time) => $"{ShortDate(time.Day)} {Clock(time)}";

    /// <summary>2026年11月23日 10:42 · 23 Nov 2026 10:42</summary>
    public string FullTime(Instant time) => $"{Date(time.Day)} {Clock(time)}";

    /// <summary>96,213</summary>
    public string Count(long count) => Sign(count) + Digits(count, "#,0");

    /// <summary>126 分 · 126 pts, from hundredths; decimals only where there are any.</summary>
    public string Points(long hundredths) =>
        Sign(hundredths) + text["display.points", Digits(hundredths / 100m, "#,0.##")];

    /// <summary>+5 分 · −50 分: a change of points.</summary>
    public string PointsChange(long hundredths) => Plus(hundredths) + Points(hundredths);

    /// <summary>1,234.50 元 · ¥1,234.50, from fen.</summary>
    public string Money(long fen) => Sign(fen) + text["display.money", Digits(fen / 100m, "#,0.00")];

    /// <summary>+12.00 元 · −3.50 元: a change of money.</summary>
    public string MoneyChange(long fen) => Plus(fen) + Money(fen);

    /// <summary>31.48 万元 · ¥314.8k: money as on a leader's page, from fen; below 10,000 yuan in full.</summary>
    public string MoneyShort(long fen) =>
        fen is > -1_000_000 and < 1_000_000
            ? Money(fen)
            : Sign(fen)
                + text["display.money-short", Digits(fen / 1_000_000m, "#,0.##"), Digits(fen / 100_000m, "#,0.#")];

    /// <summary>73.04 万 · 730.4k: a count too large to read digit by digit; below 10,000 in full.</summary>
    public string CountShort(long count) =>
        count is > -10_000 and < 10_000
            ? Count(count)
            : Sign(count)
                + text["display.count-short", Digits(count / 10_000m, "#,0.##"), Digits(count / 1_000m, "#,0.#")];

    /// <summary>97.2%</summary>
    public string Percent(decimal ratio) => (ratio < 0 ? Minus : "") + Digits(ratio * 100, "#,0.#") + "%";

    /// <summary>逾期 1 天 · 今天 · 剩 2 天 · 11月27日: what is left until a due date.</summary>
    public DueTag Due(DateOnly due, DateOnly today) =>
        (due.DayNumber - today.DayNumber) switch
        {
            < 0 and var days => new(text["display.days-late", -days], Tone.Late),
            0 => new(text["display.today"], Tone.Due),
            <= Near and var days => new(text["display.days-left", days], Tone.Due),
            _ when due.Year == today.Year => new(ShortDate(due), Tone.Info),
            _ => new(Date(due), Tone.Info),
        };

    private string Month(int month) => text[$"display.month-{month}"];

    private static string Plus(long amount) => amount > 0 ? "+" : "";

    private static string Sign(long amount) => amount < 0 ? Minus : "";

    private static string Digits(decimal number, string format) => Math.Abs(number).ToString(format, Invariant);
}
