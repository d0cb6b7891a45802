using System.Globalization;
using CsCheck;
using Gulou.App;
using Gulou.Kernel.Cases;
using Gulou.Kernel.Values;
using Gulou.Storage.Cases;
using Gulou.Storage.Definitions;
using Gulou.Tests.Tidy;

namespace Gulou.Tests.Kernel.Cases;

public sealed class DeadlineTests
{
    private static readonly WorkCalendar Calendar = CalendarFiles.Read(Tower.Shipped("definitions"));

    private static readonly Gen<DateOnly> Day = Gen.Int[
            new DateOnly(2022, 12, 1).DayNumber,
            new DateOnly(2027, 6, 1).DayNumber
        ]
        .Select(DateOnly.FromDayNumber);

    private static readonly Gen<Deadline> Dated = Gen.Select(
        Gen.Int[1, 60],
        Gen.Enum<DeadlineUnit>().Where(unit => unit != DeadlineUnit.Hours),
        (count, unit) => new Deadline(count, unit)
    );

    public static IEnumerable<TheoryDataRow<string, string, string>> Table =>
        DefinitionFile
            .Read<List<Line>>(Path.Combine(Tree.Root, "tests/Gulou.Tests/Kernel/Cases"), "deadlines.yaml")
            .Select(line => new TheoryDataRow<string, string, string>(line.From, line.Period, line.Last));

    [Theory]
    [MemberData(nameof(Table))]
    public void Table_ends_on_the_day(string from, string period, string last) =>
        Assert.Equal(last, $"{Deadline.Parse(period).EndOf(Date(from), Calendar):yyyy-MM-dd}");

    [Fact]
    public void The_last_day_ends_at_midnight_in_Shanghai()
    {
        var noon = Instant.From(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.FromHours(8)));
        var end = Deadline.Parse("1 day").EndsAt(noon, Calendar);
        Assert.Equal(new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.FromHours(8)), end.InShanghai);
    }

    [Fact]
    public void Hours_follow_the_clock()
    {
        var late = Instant.From(new DateTimeOffset(2026, 2, 14, 22, 30, 0, TimeSpan.FromHours(8)));
        var end = Deadline.Parse("4 hours").EndsAt(late, Calendar);
        Assert.Equal(new DateTimeOffset(2026, 2, 15, 2, 30, 0, TimeSpan.FromHours(8)), end.InShanghai);
        Assert.Throws<InvalidOperationException>(() => Deadline.Parse("4 hours").EndOf(late.Day, Calendar));
    }

    [Fact]
    public void What_must_have_passed_does_not_wait_for_a_worked_day()
    {
        var monday = Instant.StartOf(new DateOnly(2026, 3, 2));
        var notice = Deadline.Parse("5 days");
        Assert.Equal(new DateOnly(2026, 3, 8), notice.PassedAt(monday, Calendar).Day);
        Assert.Equal(new DateOnly(2026, 3, 10), notice.EndsAt(monday, Calendar).Day);
    }

    [Fact]
    public void The_last_day_is_worked_and_after_the_first() =>
        Gen.Select(Day, Dated)
            .Sample(
                (day, deadline) =>
                {
                    var last = deadline.EndOf(day, Calendar);
                    return last > day && Calendar.IsWorked(last);
                }
            );

    [Fact]
    public void A_later_beginning_never_ends_earlier() =>
        Gen.Select(Day, Gen.Int[0, 40], Dated)
            .Sample(
                (day, later, deadline) => deadline.EndOf(day, Calendar) <= deadline.EndOf(day.AddDays(later), Calendar)
            );

    [Fact]
    public void A_longer_period_never_ends_earlier() =>
        Gen.Select(Day, Dated)
            .Sample(
                (day, deadline) =>
                    deadline.EndOf(day, Calendar) <= (deadline with { Count = deadline.Count + 1 }).EndOf(day, Calendar)
            );

    [Fact]
    public void Working_days_lie_between_as_counted() =>
        Gen.Select(Day, Gen.Int[1, 60])
            .Sample(
                (day, count) =>
                {
                    var last = new Deadline(count, DeadlineUnit.WorkingDays).EndOf(day, Calendar);
                    var span = Enumerable.Range(1, last.DayNumber - day.DayNumber).Select(day.AddDays);
                    return span.Count(Calendar.IsWorked) == count;
                }
            );

    [Fact]
    public void What_is_written_is_read_again() =>
        Gen.Select(Gen.Int[1, Deadline.Most], Gen.Enum<DeadlineUnit>())
            .Sample((count, unit) => Deadline.Parse(new Deadline(count, unit).ToString()) == new Deadline(count, unit));

    [Theory]
    [InlineData("")]
    [InlineData("3")]
    [InlineData("days")]
    [InlineData("0 days")]
    [InlineData("-1 days")]
    [InlineData("2 day")]
    [InlineData("3  days")]
    [InlineData("3 weeks")]
    [InlineData("1000 days")]
    [InlineData("3 工作日")]
    public void Other_texts_are_refused(string text)
    {
        Assert.False(Deadline.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Deadline.Parse(text));
    }

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public sealed class Line
    {
        public string From { get; set; } = "";
        public string Period { get; set; } = "";
        public string Last { get; set; } = "";
        public string? Why { get; set; }
    }
}
