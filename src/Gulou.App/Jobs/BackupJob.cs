using Gulou.Storage.Backups;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gulou.App.Jobs;

/// <summary>
/// Takes the day's backup, proves it, and only then lets the outdated ones go. What fails is tried again, and shown at
/// <c>/health/backup</c> as long as there is no good backup of the day.
/// </summary>
public sealed class BackupJob(Tower tower, BackupPlan plan) : Job, IHealthCheck
{
    /// <summary>Time to take it and to try again.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromHours(3);

    public override string Name => "backup";

    public override TimeSpan Interval => TimeSpan.FromMinutes(10);

    /// <summary>Takes the backup that is due, unless it is there; gives how many were taken.</summary>
    public override async Task<int> RunOnceAsync(CancellationToken cancellation = default)
    {
        var taken = plan.Taken();
        var due = plan.DueAt(tower.Now);
        if (taken.Contains(due))
            return 0;
        var folder = plan.PathOf(due);
        var earlier = taken.Count > 0 ? plan.PathOf(taken[0]) : null;
        await Backup.TakeAsync(tower.Database, folder, tower.Clock, earlier: earlier, cancellation: cancellation);
        if (await Backup.VerifyAsync(tower.Database, folder, cancellation) is { IsClean: false } report)
        {
            var fault = report.Faults[0];
            throw new InvalidDataException(
                $"{report.FaultCount} faults in the copy: {fault.Check} {fault.Thing} {fault.Detail}"
            );
        }
        // What is older goes only once there is something newer that was found to be whole.
        foreach (var outdated in plan.Keep.Outdated(plan.Taken()))
            Directory.Delete(plan.PathOf(outdated), recursive: true);
        return 1;
    }

    /// <summary>Whether the newest backup is as new as it should be, and was found to be whole.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var (taken, due) = (plan.Taken(), plan.DueAt(tower.Now));
        var late = tower.Now.InShanghai.DateTime - due > Overdue;
        var isNew = taken.Count > 0 && (taken[0] >= due || (!late && taken[0] >= due.AddDays(-1)));
        return Task.FromResult(
            isNew && Backup.IsVerified(plan.PathOf(taken[0]))
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy("no good backup of the day")
        );
    }
}
