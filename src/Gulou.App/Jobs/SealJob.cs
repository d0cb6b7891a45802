using Gulou.Storage.Audit;

namespace Gulou.App.Jobs;

/// <summary>Seals the audit's chains every minute in which something was recorded.</summary>
public sealed class SealJob(Tower tower) : Job
{
    private readonly Sealer sealer = new(tower.Database, tower.Clock);

    public override string Name => "seal";

    public override TimeSpan Interval => TimeSpan.FromMinutes(1);

    public override async Task<int> RunOnceAsync(CancellationToken cancellation = default) =>
        await sealer.SealAsync(cancellation) is null ? 0 : 1;
}
