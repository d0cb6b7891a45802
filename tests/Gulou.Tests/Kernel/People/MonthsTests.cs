using Gulou.Kernel.People;

namespace Gulou.Tests.Kernel.People;

public class MonthsTests
{
    [Theory]
    [InlineData("2026-03-31", "2026-03-31", false)]
    [InlineData("2026-03-01", "2026-04-10", false)]
    [InlineData("2026-03-31", "2026-04-11", true)]
    [InlineData("2025-12-31", "2026-01-10", false)]
    [InlineData("2025-12-01", "2026-01-11", true)]
    public void A_month_stays_open_into_the_next_one(string on, string today, bool closed) =>
        Assert.Equal(closed, Months.IsClosed(DateOnly.ParseExact(on, "O"), DateOnly.ParseExact(today, "O")));

    [Theory]
    [InlineData(202601, -1, 202512)]
    [InlineData(202512, 1, 202601)]
    [InlineData(202603, -24, 202403)]
    public void Months_are_counted_over_the_year(int month, int by, int other) =>
        Assert.Equal(other, Months.Add(month, by));
}
