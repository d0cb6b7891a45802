using Gulou.Kernel.Places;

namespace Gulou.Kernel.People;

/// <summary>
/// What the events of one kind changed in one month of one village; and, in month <see cref="Now"/>, how many there are
/// now. Sums over villages give every figure above them.
/// </summary>
public sealed class PopulationCount
{
    /// <summary>The month of the rows that say how many there are now.</summary>
    public const int Now = 0;

    /// <summary>The kind of the row that counts people.</summary>
    public const int People = 0;

    /// <summary>The kind of the row that counts households.</summary>
    public const int Households = 100;

    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The village.</summary>
    public long PlaceId { get; set; }

    /// <summary>The month as yyyymm, or <see cref="Now"/>.</summary>
    public int Month { get; set; }

    /// <summary>
    /// A <see cref="PersonEventKind"/> or <see cref="HouseholdEventKind"/>; with <see cref="Now"/>,
    /// <see cref="People"/> or <see cref="Households"/>.
    /// </summary>
    public int Kind { get; set; }

    /// <summary>Today's key of the village.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>The change recorded while the month was open; or how many there are now.</summary>
    public int Count { get; set; }

    /// <summary>The change recorded after the month was closed.</summary>
    public int Late { get; set; }
}

/// <summary>When a month's figures are closed, and the numbers of months.</summary>
public static class Months
{
    /// <summary>A month stays open for this many days of the next one: what is recorded until then is in time.</summary>
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
