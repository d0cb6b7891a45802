using Gulou.App;
using Gulou.Kernel.Values;

namespace Gulou.Tests.App;

public sealed class DisplayTests
{
    private const string Zh = Languages.Chinese;
    private const string En = Languages.English;
    private static readonly DateOnly Monday = new(2026, 11, 23);
    private static Display Display => Culture.Display;

    [Theory]
    [InlineData(Zh, "2026年11月23日", "11月23日", "星期一", "2026年11月23日 星期一", "2026年11月")]
    [InlineData(En, "23 Nov 2026", "23 Nov", "Monday", "Monday, 23 Nov 2026", "Nov 2026")]
    public void Dates(string language, string full, string brief, string weekday, string both, string month)
    {
        using var _ = new Culture(language);
        Assert.Equal(full, Display.Date(Monday));
        Assert.Equal(brief, Display.ShortDate(Monday));
        Assert.Equal(weekday, Display.Weekday(Monday));
        Assert.Equal(both, Display.DateAndWeekday(Monday));
        Assert.Equal(month, Display.YearMonth(2026, 11));
    }

    [Theory]
    [InlineData(Zh, "11月24日 01:05", "2026年11月24日 01:05")]
    [InlineData(En, "24 Nov 01:05", "24 Nov 2026 01:05")]
    public void Times_are_those_of_Shanghai(string language, string brief, string full)
    {
        using var _ = new Culture(language);
        var lateInUtc = Instant.From(new DateTimeOffset(2026, 11, 23, 17, 5, 0, TimeSpan.Zero));
        Assert.Equal(brief, Display.Time(lateInUtc));
        Assert.Equal(full, Display.FullTime(lateInUtc));
    }

    [Theory]
    [InlineData(Zh, 12600, "126 分", "+126 分")]
    [InlineData(Zh, 12650, "126.5 分", "+126.5 分")]
    [InlineData(Zh, -5000, "−50 分", "−50 分")]
    [InlineData(Zh, 0, "0 分", "0 分")]
    [InlineData(En, 123456700, "1,234,567 pts", "+1,234,567 pts")]
    [InlineData(En, -1, "−0.01 pts", "−0.01 pts")]
    public void Points(string language, long hundredths, string amount, string change)
    {
        using var _ = new Culture(language);
        Assert.Equal(amount, Display.Points(hundredths));
        Assert.Equal(change, Display.PointsChange(hundredths));
    }

    [Theory]
    [InlineData(Zh, 123450, "1,234.50 元", "1,234.50 元", "+1,234.50 元")]
    [InlineData(Zh, -350, "−3.50 元", "−3.50 元", "−3.50 元")]
    [InlineData(Zh, 999_999, "9,999.99 元", "9,999.99 元", "+9,999.99 元")]
    [InlineData(Zh, 31_480_000, "314,800.00 元", "31.48 万元", "+314,800.00 元")]
    [InlineData(Zh, -31_480_000, "−314,800.00 元", "−31.48 万元", "−314,800.00 元")]
    [InlineData(En, 31_480_000, "¥314,800.00", "¥314.8k", "+¥314,800.00")]
    [InlineData(En, -350, "−¥3.50", "−¥3.50", "−¥3.50")]
    public void Money(string language, long fen, string amount, string brief, string change)
    {
        using var _ = new Culture(language);
        Assert.Equal(amount, Display.Money(fen));
        Assert.Equal(brief, Display.MoneyShort(fen));
        Assert.Equal(change, Display.MoneyChange(fen));
    }

    [Theory]
    [InlineData(Zh, 9_999, "9,999", "9,999")]
    [InlineData(Zh, 10_000, "10,000", "1 万")]
    [InlineData(Zh, 730_412, "730,412", "73.04 万")]
    [InlineData(Zh, -96_213, "−96,213", "−9.62 万")]
    [InlineData(En, 730_412, "730,412", "730.4k")]
    public void Counts(string language, long count, string full, string brief)
    {
        using var _ = new Culture(language);
        Assert.Equal(full, Display.Count(count));
        Assert.Equal(brief, Display.CountShort(count));
    }

    [Fact]
    public void The_smallest_amounts_there_are_do_not_overflow()
    {
        using var _ = new Culture(Zh);
        Assert.StartsWith("−92,233,720,368,547,758.08", Display.Money(long.MinValue), StringComparison.Ordinal);
        Assert.StartsWith("−922,337,203,685,477.58", Display.CountShort(long.MinValue), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Zh, -1, "逾期 1 天", Tone.Late)]
    [InlineData(Zh, 0, "今天", Tone.Due)]
    [InlineData(Zh, 2, "剩 2 天", Tone.Due)]
    [InlineData(Zh, 3, "剩 3 天", Tone.Due)]
    [InlineData(Zh, 4, "11月27日", Tone.Info)]
    [InlineData(Zh, 40, "2027年1月2日", Tone.Info)]
    [InlineData(En, -2, "2 d overdue", Tone.Late)]
    [InlineData(En, 0, "Today", Tone.Due)]
    [InlineData(En, 1, "1 d left", Tone.Due)]
    public void Due_dates(string language, int days, string text, Tone tone)
    {
        using var _ = new Culture(language);
        Assert.Equal(new DueTag(text, tone), Display.Due(Monday.AddDays(days), Monday));
    }

    [Fact]
    public void Every_month_and_weekday_has_its_name()
    {
        foreach (var language in Languages.All)
        {
            using var _ = new Culture(language);
            Assert.Equal(12, Enumerable.Range(1, 12).Select(m => Display.YearMonth(2026, m)).Distinct().Count());
            Assert.Equal(7, Enumerable.Range(0, 7).Select(d => Display.Weekday(Monday.AddDays(d))).Distinct().Count());
        }
    }

    [Fact]
    public void A_ratio_is_a_percentage_with_one_decimal_at_most()
    {
        using var _ = new Culture(Zh);
        Assert.Equal("97.2%", Display.Percent(0.9718m));
        Assert.Equal("−4%", Display.Percent(-0.04m));
    }
}
