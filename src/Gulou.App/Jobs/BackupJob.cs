using Gulou.Storage.Backups;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gulou.App.Jobs;

/// <summary>
/// Takes the day's backup, proves it, and only then lets the outdated ones go. Several processes on one folder take it
/// once: they ask the database who does. A failure is logged, shown at <c>/health/backup</c>, and tried again.
/// </summary>
public sealed class BackupJob(Tower tower, BackupPlan plan, ILogger<BackupJob> log) : BackgroundService, IHealthCheck
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>A day, and time to take it and to try again.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromHours(3);

    private string? failure;

    /// <summary>Takes the backup that is due, unless it is there or another process is at it; the new folder.</summary>
    public async Task<string?> RunOnceAsync(CancellationToken cancellation = default)
    {
        var taken = plan.Taken();
        var due = plan.DueAt(tower.Now);
        var folder = plan.PathOf(due);
        var made = await Backup.TakeOnceAsync(
            tower.Database,
            folder,
            isThere: () => plan.Taken().Contains(due),
            tower.Clock,
            earlier: taken.Count > 0 ? plan.PathOf(taken[0]) : null,
            cancellation
        );
        if (made is null)
            return null;
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
        return folder;
    }

    /// <summary>Whether the newest backup is as new as it should be.</summary>
    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var (taken, due) = (plan.Taken(), plan.DueAt(tower.Now));
        var late = tower.Now.InShanghai.DateTime - due > Overdue;
        var isNew = taken.Count > 0 && (taken[0] >= due || (!late && taken[0] >= due.AddDays(-1)));
        var isGood = isNew && Backup.IsVerified(plan.PathOf(taken[0]));
        return Task.FromResult(
            isGood ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy(failure ?? "no good backup of the day")
        );
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                if (await RunOnceAsync(stoppingToken) is { } folder)
                    log.LogInformation("Backup taken and verified: {Folder}", folder);
                failure = null;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                failure = exception.Message;
                log.LogError(exception, "The backup failed; it is tried again in ten minutes");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
