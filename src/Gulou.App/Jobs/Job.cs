namespace Gulou.App.Jobs;

/// <summary>
/// Something the clock does. It may be cut off at any time and run again: what it changes, it changes by commands whose
/// ids follow from what they are about.
/// </summary>
public abstract class Job
{
    /// <summary>A stable word for metrics, logs and the operator.</summary>
    public abstract string Name { get; }

    /// <summary>From the end of one run to the start of the next.</summary>
    public abstract TimeSpan Interval { get; }

    /// <summary>Does all that is due; gives how much that was.</summary>
    public abstract Task<int> RunOnceAsync(CancellationToken cancellation = default);
}
