using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>What a period is counted in.</summary>
public enum DeadlineUnit
{
    /// <summary>Hours by the clock; for what is urgent (Civil Code 201, second paragraph).</summary>
    Hours = 1,

    /// <summary>Days of the calendar.</summary>
    Days = 2,

    /// <summary>Days that are worked (工作日).</summary>
    WorkingDays = 3,

    /// <summary>Months of the calendar.</summary>
    Months = 4,

    /// <summary>Years of the calendar.</summary>
    Years = 5,
}

/// <summary>
/// A period such as "3 working days", reckoned by Civil Code 201 to 203 in the days of Asia/Shanghai: the first day is
/// not counted; a month or year ends on the same day of its last month, or on that month's last day where there is no
/// such day; a last day that is a rest day moves on to the next worked day; the last day ends at midnight.
/// </summary>
/// <param name="Count">How many, 1 to <see cref="Most"/>.</param>
/// <param name="Unit">Of what.</param>
public readonly record struct Deadline(int Count, DeadlineUnit Unit)
{
    /// <summary>The largest count: more is a slip of the pen.</summary>
    public const int Most = 999;

    private static readonly (string One, string Many, DeadlineUnit Unit)[] Words =
    [
        ("hour", "hours", DeadlineUnit.Hours),
        ("day", "days", DeadlineUnit.Days),
        ("working day", "working days", DeadlineUnit.WorkingDays),
        ("month", "months", DeadlineUnit.Months),
        ("year", "years", DeadlineUnit.Years),
    ];

    /// <summary>Reads "4 hours", "1 day", "3 working days", "6 months", "1 year".</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static Deadline Parse(string text) =>
        TryParse(text, out var deadline)
            ? deadline
            : throw new FormatException($"\"{text}\" is no period such as \"3 working days\"");

    /// <summary>Reads what <see cref="Parse"/> reads; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Deadline deadline)
    {
        deadline = default;
        var space = text?.IndexOf(' ', StringComparison.Ordinal) ?? -1;
        if (
            space < 0
            || !int.TryParse(text.AsSpan(0, space), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count is < 1 or > Most
        )
            return false;
        var word = text![(space + 1)..];
        foreach (var (one, many, unit) in Words)
        {
            if (word == many || (count == 1 && word == one))
            {
                deadline = new Deadline(count, unit);
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// The last day on which something begun on <paramref name="from"/> is still in time. Hours end on the day itself
    /// or later as the clock says: ask <see cref="EndsAt"/>.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is counted in hours.</exception>
    public DateOnly EndOf(DateOnly from, WorkCalendar calendar) => calendar.WorkedFrom(LastDay(from, calendar));

    /// <summary>
    /// The first instant that is too late: midnight after the last day; for hours, that many after the beginning.
    /// </summary>
    public Instant EndsAt(Instant from, WorkCalendar calendar) =>
        Unit == DeadlineUnit.Hours
            ? from.Plus(TimeSpan.FromHours(Count))
            : Instant.StartOf(EndOf(from.Day, calendar).AddDays(1));

    /// <summary>
    /// The first instant at which a period that must have passed (a notice, a probation) has passed. The same days, but
    /// a last day that is a rest day does not move on: nobody has to act on it.
    /// </summary>
    public Instant PassedAt(Instant from, WorkCalendar calendar) =>
        Unit == DeadlineUnit.Hours
            ? from.Plus(TimeSpan.FromHours(Count))
            : Instant.StartOf(LastDay(from.Day, calendar).AddDays(1));

    /// <summary>The form that is read: "1 day", "3 working days".</summary>
    public override string ToString()
    {
        var unit = Unit;
        var (one, many, _) = Array.Find(Words, word => word.Unit == unit);
        return string.Create(CultureInfo.InvariantCulture, $"{Count} {(Count == 1 ? one : many)}");
    }

    private DateOnly LastDay(DateOnly from, WorkCalendar calendar) =>
        Unit switch
        {
            DeadlineUnit.Days => from.AddDays(Count),
            DeadlineUnit.WorkingDays => calendar.WorkedAfter(from, Count),
            DeadlineUnit.Months => from.AddMonths(Count),
            DeadlineUnit.Years => from.AddYears(Count),
            _ => throw new InvalidOperationException($"{this} has no last day"),
        };
}
