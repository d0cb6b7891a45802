using Gulou.Kernel.Values;
using Gulou.Storage.Cases;
using Gulou.Storage.Model;

namespace Gulou.App.Jobs;

/// <summary>The clock's deeds with cases: automatic steps, reminders, overdue marks, escalation.</summary>
public sealed class CaseClockJob(Tower tower) : Job
{
    public const string Key = "case-clock";

    public override string Name => Key;

    public override TimeSpan Interval => TimeSpan.FromMinutes(1);

    public override Task<int> RunOnceAsync(CancellationToken cancellation = default) =>
        new CaseClock(tower.Database, tower.Commands, tower.Clock).RunAsync(cancellation);

    /// <summary>What the clock should have looked at a day ago, failures among it.</summary>
    public static Task<int> OverdueAsync(GulouDb db, DateOnly today, CancellationToken cancellation) =>
        CaseClock.OverdueAsync(db, Instant.StartOf(today.AddDays(-1)), cancellation);
}
