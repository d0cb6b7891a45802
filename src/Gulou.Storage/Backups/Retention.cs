using System.Globalization;

namespace Gulou.Storage.Backups;

/// <summary>
/// How many backups are kept: the newest of each of the last days, weeks and months that have any. The newest of all is
/// always kept.
/// </summary>
/// <param name="Daily">Days.</param>
/// <param name="Weekly">Weeks, from Monday.</param>
/// <param name="Monthly">Months.</param>
public sealed record Retention(int Daily, int Weekly, int Monthly)
{
    /// <summary>Those that may go, of all there are.</summary>
    public IReadOnlyList<DateTime> Outdated(IEnumerable<DateTime> taken)
    {
        var newestFirst = taken.OrderDescending().ToList();
        var kept = newestFirst
            .Take(1)
            .Concat(NewestOfEach(newestFirst, at => at.Date, Daily))
            .Concat(NewestOfEach(newestFirst, at => (ISOWeek.GetYear(at), ISOWeek.GetWeekOfYear(at)), Weekly))
            .Concat(NewestOfEach(newestFirst, at => (at.Year, at.Month), Monthly))
            .ToHashSet();
        return newestFirst.FindAll(at => !kept.Contains(at));
    }

    private static IEnumerable<DateTime> NewestOfEach<TSpan>(
        List<DateTime> newestFirst,
        Func<DateTime, TSpan> span,
        int count
    ) => newestFirst.GroupBy(span).Take(count).Select(group => group.First());
}
