using Gulou.Kernel.Values;

namespace Gulou.Kernel.Cases;

/// <summary>A year's public holidays as the State Council published them for that year.</summary>
/// <param name="Year">The year they are for.</param>
/// <param name="Source">The notice's title.</param>
/// <param name="Document">The notice's number (文号).</param>
/// <param name="Off">Days off, weekend days among them as published.</param>
/// <param name="Work">Saturdays and Sundays on which work is made up for (调休上班).</param>
public sealed record HolidayYear(
    int Year,
    string Source,
    string Document,
    IReadOnlyCollection<DateOnly> Off,
    IReadOnlyCollection<DateOnly> Work
);

/// <summary>
/// Which days are worked. Saturdays and Sundays are rest days but for those made up for, all other days are worked but
/// for the holidays. Of a year nothing was published for, only the weekends are known.
/// </summary>
public sealed class WorkCalendar
{
    private readonly HashSet<DateOnly> off;
    private readonly HashSet<DateOnly> work;
    private readonly HashSet<int> years;

    /// <param name="years">What is known, one entry a year.</param>
    /// <exception cref="ArgumentException">A day is both off and worked, or a year comes twice.</exception>
    public WorkCalendar(IReadOnlyCollection<HolidayYear> years)
    {
        off = [.. years.SelectMany(year => year.Off)];
        work = [.. years.SelectMany(year => year.Work)];
        this.years = [.. years.Select(year => year.Year)];
        if (off.Overlaps(work))
            throw new ArgumentException($"{off.Intersect(work).Min():O} is both off and worked", nameof(years));
        if (this.years.Count != years.Count)
            throw new ArgumentException("a year comes twice", nameof(years));
        Fingerprint = MakeFingerprint();
    }

    /// <summary>Only weekends.</summary>
    public static WorkCalendar Weekends { get; } = new([]);

    /// <summary>
    /// 32 bytes that are the same as long as every day is: what was reckoned with another calendar is reckoned again.
    /// </summary>
    public ReadOnlyMemory<byte> Fingerprint { get; }

    /// <summary>Whether the year's holidays are known.</summary>
    public bool Knows(int year) => years.Contains(year);

    /// <summary>
    /// The years whose holidays should be known on a day and are not: its own, and the next one from December on (the
    /// notice comes in November).
    /// </summary>
    public IEnumerable<int> Lacks(DateOnly day) =>
        ((int[])(day.Month < 12 ? [day.Year] : [day.Year, day.Year + 1])).Where(year => !Knows(year));

    /// <summary>Whether a day is worked.</summary>
    public bool IsWorked(DateOnly day) =>
        day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? work.Contains(day) : !off.Contains(day);

    /// <summary>The day itself when it is worked, else the first worked day after it.</summary>
    public DateOnly WorkedFrom(DateOnly day)
    {
        while (!IsWorked(day))
            day = day.AddDays(1);
        return day;
    }

    /// <summary>The <paramref name="count"/>th worked day after a day; the day itself is not counted.</summary>
    public DateOnly WorkedAfter(DateOnly day, int count)
    {
        for (; count > 0; count--)
            day = WorkedFrom(day.AddDays(1));
        return day;
    }

    private byte[] MakeFingerprint()
    {
        var digest = new Digest();
        foreach (var day in off.Order())
            digest.Add(day.DayNumber);
        digest.Add(-1L);
        foreach (var day in work.Order())
            digest.Add(day.DayNumber);
        return digest.Take();
    }
}
