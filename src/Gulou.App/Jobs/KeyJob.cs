using Gulou.Storage.Keys;

namespace Gulou.App.Jobs;

/// <summary>
/// After another key has begun, makes what was made with the earlier ones anew; looks again every hour as long as
/// there are earlier keys, since another process may have written with one for a moment.
/// </summary>
public sealed class KeyJob(Tower tower, ILogger<KeyJob> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        var (done, at) = ((byte)0, 0L);
        do
        {
            var vault = tower.Vault;
            var current = vault.Current;
            var recent = done == current && TimeProvider.System.GetElapsedTime(at) < LookAgain;
            if (recent || vault.Versions.All(v => v >= current))
                continue;
            try
            {
                var (renewed, left) = await new KeyRenewal(tower.Database, tower.Commands, vault).RunAsync(
                    cancellation: stoppingToken
                );
                (done, at) = (current, TimeProvider.System.GetTimestamp());
                if (renewed + left > 0)
                    log.LogInformation("Key {Version}: {Renewed} rows made anew, {Left} left", current, renewed, left);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                log.LogError(exception, "Changing keys stopped; it goes on in a minute");
            }
        } while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
