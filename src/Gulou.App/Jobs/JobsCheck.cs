using System.Collections.ObjectModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gulou.App.Jobs;

/// <summary>
/// Jobs that keep failing are told where the process says how it is; it can still serve, so it is not taken out.
/// </summary>
internal sealed class JobsCheck(JobRunner runner) : IHealthCheck
{
    /// <summary>Once may be chance.</summary>
    private const int Worrying = 3;

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context,
        CancellationToken cancellationToken = default
    )
    {
        var failing = runner.States.Where(state => state.Failures >= Worrying).ToList();
        return Task.FromResult(
            failing.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(
                    string.Join(", ", failing.Select(state => state.Job)),
                    data: new ReadOnlyDictionary<string, object>(
                        failing.ToDictionary(state => state.Job, state => (object)state.Failures)
                    )
                )
        );
    }
}
