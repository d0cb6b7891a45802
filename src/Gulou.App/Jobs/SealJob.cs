using Gulou.Storage.Audit;

namespace Gulou.App.Jobs;

/// <summary>Seals the audit's chains every minute in which something was recorded.</summary>
public sealed class SealJob(Tower tower, ILogger<SealJob> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Sealer sealer = new(tower.Database, tower.Clock);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        do
        {
            try
            {
                await sealer.SealAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "Sealing failed; it is tried again in a minute");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
