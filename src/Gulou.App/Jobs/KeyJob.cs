using Gulou.Storage.Keys;

namespace Gulou.App.Jobs;

/// <summary>
/// After another key has begun, makes what was made with the earlier ones anew; looks again every hour as long as
/// there are earlier keys, since another process may have written with one for a moment.
/// </summary>
public sealed class KeyJob(Tower tower, ILogger<KeyJob> log) : Job
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromHours(1);

    private readonly TimeProvider clock = tower.MachineClock;
    private byte done;
    private long doneAt;

    public override string Name => "keys";

    public override TimeSpan Interval => TimeSpan.FromMinutes(1);

    public override async Task<int> RunOnceAsync(CancellationToken cancellation = default)
    {
        var vault = tower.Vault;
        var current = vault.Current;
        var recent = done == current && clock.GetElapsedTime(doneAt) < LookAgain;
        if (recent || vault.Versions.All(v => v >= current))
            return 0;
        var renewal = new KeyRenewal(tower.Database, tower.Commands, vault);
        var (renewed, left) = await renewal.RunAsync(cancellation: cancellation);
        (done, doneAt) = (current, clock.GetTimestamp());
        if (renewed + left > 0)
            log.LogInformation("Key {Version}: {Renewed} rows made anew, {Left} left", current, renewed, left);
        return (int)Math.Min(renewed, int.MaxValue);
    }
}
