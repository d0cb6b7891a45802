using System.Collections.Concurrent;
using Gulou.Kernel.Values;
using Gulou.Storage.Watch;

namespace Gulou.App.Jobs;

/// <summary>How a job fares in this process.</summary>
/// <param name="Job">Its name.</param>
/// <param name="LastDone">When it last ran to its end here; null when it never did.</param>
/// <param name="Failures">How often it failed since.</param>
public sealed record JobState(string Job, Instant? LastDone, int Failures);

/// <summary>
/// Runs every job at its interval. Of several processes on one database one runs a job at a time; a job that fails is
/// logged, counted and tried again, and holds up no other.
/// </summary>
public sealed partial class JobRunner(Tower tower, IEnumerable<Job> jobs, ILogger<JobRunner> log) : BackgroundService
{
    private const int MostDoublings = 16;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, JobState> states = new(
        jobs.Select(job => KeyValuePair.Create(job.Name, new JobState(job.Name, null, 0)))
    );

    /// <summary>Each job as it fares here.</summary>
    public IReadOnlyList<JobState> States => [.. states.Values.OrderBy(state => state.Job, StringComparer.Ordinal)];

    /// <summary>Runs a job now unless another process does; false when it failed.</summary>
    public async Task<bool> RunAsync(Job job, CancellationToken cancellation = default)
    {
        Cause.Current = $"job {job.Name}";
        var began = TimeProvider.System.GetTimestamp();
        try
        {
            await using var turn = await tower.Database.TakeTurnAsync(job.Name, cancellation);
            if (turn is null)
                return true;
            await job.RunOnceAsync(cancellation);
            states[job.Name] = new JobState(job.Name, tower.Now, 0);
            tower.Database.Signals.JobRan(job.Name, true, TimeProvider.System.GetElapsedTime(began));
            return true;
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            states[job.Name] = states[job.Name] with { Failures = states[job.Name].Failures + 1 };
            tower.Database.Signals.JobRan(job.Name, false, TimeProvider.System.GetElapsedTime(began));
            Failed(log, exception, job.Name, Pause(job.Interval, states[job.Name].Failures));
            return false;
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Select(job => RepeatAsync(job, stoppingToken)));

    /// <summary>
    /// How long until a job runs again: its interval, doubled with each failure in a row up to a minute, so that what
    /// cannot succeed now neither floods the log nor keeps the writers busy.
    /// </summary>
    internal static TimeSpan Pause(TimeSpan interval, int failures)
    {
        var doubled = interval * Math.Pow(2, Math.Min(failures, MostDoublings));
        return failures == 0 || interval >= LongestPause ? interval
            : doubled < LongestPause ? doubled
            : LongestPause;
    }

    private async Task RepeatAsync(Job job, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await RunAsync(job, stopping);
                await Task.Delay(Pause(job.Interval, states[job.Name].Failures), stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The process stops, in an orderly way or not.
        }
    }

    [LoggerMessage(
        EventName = "JobFailed",
        Level = LogLevel.Error,
        Message = "Job {Job} failed; it is tried again in {Interval}"
    )]
    private static partial void Failed(ILogger log, Exception exception, string job, TimeSpan interval);
}
