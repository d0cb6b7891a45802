namespace Gulou.Kernel.People;

/// <summary>When a month's figures are closed, and the numbers of months.</summary>
public static class Months
{
    /// <summary>
    /// A month stays open for this many days of the next one: what is recorded until then is in time.
    /// </summary>
    public const int DaysOpen = 10;

    /// <summary>The month of a day as yyyymm.</summary>
    public static int Of(DateOnly day) => (day.Year * 100) + day.Month;

    /// <summary>The first day of a month.</summary>
    public static DateOnly First(int month) => new(month / 100, month % 100, 1);

    /// <summary>The month that is <paramref name="by"/> months later.</summary>
    public static int Add(int month, int by) => Of(First(month).AddMonths(by));

    /// <summary>Whether the month of a day was closed on another day.</summary>
    public static bool IsClosed(DateOnly on, DateOnly today) =>
        today > new DateOnly(on.Year, on.Month, 1).AddMonths(1).AddDays(DaysOpen - 1);
}
