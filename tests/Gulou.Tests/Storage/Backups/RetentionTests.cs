using CsCheck;
using Gulou.Storage.Backups;

namespace Gulou.Tests.Storage.Backups;

public sealed class RetentionTests
{
    private static readonly Retention Usual = new(Daily: 7, Weekly: 4, Monthly: 12);

    [Fact]
    public void A_year_of_days_leaves_days_weeks_and_months()
    {
        var first = new DateTime(2025, 1, 1, 2, 30, 0, DateTimeKind.Unspecified);
        var taken = Enumerable.Range(0, 365).Select(day => first.AddDays(day)).ToList();
        var kept = taken.Except(Usual.Outdated(taken)).Order().ToList();
        DateTime Day(int month, int day) => new(2025, month, day, 2, 30, 0, DateTimeKind.Unspecified);
        Assert.Equal(
            [
                // The last of each month, then of each of the last weeks (Sundays), then of the last days.
                .. Enumerable.Range(1, 11).Select(month => Day(month, DateTime.DaysInMonth(2025, month))),
                Day(12, 14),
                Day(12, 21),
                .. Enumerable.Range(25, 7).Select(day => Day(12, day)),
            ],
            kept
        );
    }

    [Fact]
    public void Taken_day_by_day_none_goes_that_would_be_kept_at_once() =>
        Gen.Select(Gen.Int[0, 5].Array[1, 120], Gen.Int[0, 8], Gen.Int[0, 5], Gen.Int[0, 5])
            .Sample(
                (gaps, daily, weekly, monthly) =>
                {
                    var keep = new Retention(daily, weekly, monthly);
                    var at = new DateTime(2026, 1, 1, 2, 30, 0, DateTimeKind.Unspecified);
                    var (all, left) = (new List<DateTime>(), new HashSet<DateTime>());
                    foreach (var gap in gaps)
                    {
                        at = at.AddHours(1 + (gap * 20));
                        all.Add(at);
                        left.Add(at);
                        left.ExceptWith(keep.Outdated(left));
                        Assert.Contains(at, left);
                    }
                    Assert.Subset(left, all.Except(keep.Outdated(all)).ToHashSet());
                    Assert.InRange(left.Count, 1, Math.Max(1, daily + weekly + monthly));
                }
            );
}
