using Gulou.App;
using Gulou.Kernel.Cases;
using Gulou.Storage.Cases;
using Gulou.Storage.Definitions;

namespace Gulou.Tests.Kernel.Cases;

public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Calendar = CalendarFiles.Read(Tower.Shipped("definitions"));

    /// <summary>
    /// Holidays move work and give none: a year has 365 or 366 days, less its weekends and its legal holidays, 11 days
    /// to 2024 and 13 from 2025. New Year's Eve of 2024 was worked. Where a legal holiday falls on a weekend it is made
    /// up for by a day off.
    /// </summary>
    [Theory]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void A_year_has_as_many_worked_days_as_published(int year, int worked)
    {
        var first = new DateOnly(year, 1, 1);
        var days = Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365).Select(first.AddDays);
        Assert.True(Calendar.Knows(year));
        Assert.Equal(worked, days.Count(Calendar.IsWorked));
    }

    [Fact]
    public void A_year_without_data_has_its_weekends()
    {
        Assert.False(Calendar.Knows(2031));
        Assert.True(Calendar.IsWorked(new DateOnly(2031, 10, 1)));
        Assert.False(Calendar.IsWorked(new DateOnly(2031, 10, 4)));
    }

    [Fact]
    public void From_December_the_next_year_is_wanted_too()
    {
        var calendar = new WorkCalendar([new HolidayYear(2031, "s", "d", [], [])]);
        Assert.Empty(calendar.Lacks(new DateOnly(2031, 11, 30)));
        Assert.Equal([2032], calendar.Lacks(new DateOnly(2031, 12, 1)));
        Assert.Equal([2032], calendar.Lacks(new DateOnly(2032, 3, 1)));
    }

    [Fact]
    public void The_fingerprint_changes_with_any_day()
    {
        var day = new DateOnly(2031, 10, 1);
        var one = new WorkCalendar([new HolidayYear(2031, "s", "d", [day], [])]);
        var other = new WorkCalendar([new HolidayYear(2031, "s", "d", [day.AddDays(1)], [])]);
        Assert.False(one.Fingerprint.Span.SequenceEqual(other.Fingerprint.Span));
        Assert.False(one.Fingerprint.Span.SequenceEqual(WorkCalendar.Weekends.Fingerprint.Span));
    }

    [Theory]
    [InlineData("holidays:\n  - { name: a, off: 2031-10-01..2031-09-30 }", 4, "a day such as")]
    [InlineData("holidays:\n  - { name: a, off: 2031-13-01 }", 4, "a day such as")]
    [InlineData("holidays:\n  - { name: a, off: 2033-10-01 }", 4, "no day of 2031")]
    [InlineData("holidays:\n  - { name: a, off: 2031-10-01, work: [2031-10-02] }", 4, "weekday")]
    [InlineData("holidays:\n  - { name: a, off: 2031-10-04, work: [2031-10-04] }", 4, "off already")]
    [InlineData("holidays:\n  - { name: a, of: 2031-10-04 }", 4, "unknown field of")]
    [InlineData("holiday: []", 3, "unknown field holiday")]
    public void A_slip_is_named_with_its_line(string text, long line, string reason)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "calendar"));
            var file = Path.Combine(folder.FullName, "calendar", "2031.yaml");
            File.WriteAllText(file, $"source: s\ndocument: d\n{text}\n");
            var broken = Assert.Throws<DefinitionException>(() => CalendarFiles.Read(folder.FullName));
            Assert.Equal(("calendar/2031.yaml", line), (broken.File, broken.Line));
            Assert.Contains(reason, broken.Reason, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
