using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;

namespace Gulou.Storage.Watch;

/// <summary>
/// What one process measures of its work on one database, and the traces it leaves: verbs, outcomes, counts and times,
/// never a name, number or id of anyone. Costs next to nothing while nobody listens.
/// </summary>
public sealed partial class Signals : IDisposable
{
    /// <summary>The name of the meter and of the source of traces.</summary>
    public const string Name = "Gulou";

    /// <summary>
    /// From one millisecond to ten seconds: a commit takes a few, a query that is felt takes hundreds.
    /// </summary>
    private static readonly double[] Seconds = [.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10];

    private static readonly double[] Sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

    /// <summary>Jobs take seconds to minutes.</summary>
    private static readonly double[] LongSeconds = [.01, .1, 1, 5, 15, 60, 300, 900, 3600];

    private readonly Meter meter = new(Name);
    private readonly Counter<long> commands;
    private readonly Histogram<double> wait;
    private readonly Histogram<long> groupSize;
    private readonly Histogram<double> commit;
    private readonly Counter<long> retries;
    private readonly Counter<long> holdsExpired;
    private readonly Counter<long> slowQueries;
    private readonly Counter<long> attachments;
    private readonly Counter<long> jobRuns;
    private readonly Histogram<double> jobTime;

    internal Signals()
    {
        commands = meter.CreateCounter<long>("gulou.commands", "{command}", "Commands answered, by verb and outcome.");
        wait = Times("gulou.queue.wait", "From asking for a command until its group begins.", Seconds);
        groupSize = meter.CreateHistogram(
            "gulou.group.size",
            "{command}",
            "Commands that share a transaction.",
            null,
            new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. Sizes.Select(size => (long)size)] }
        );
        commit = Times("gulou.commit.duration", "The COMMIT alone: the disk, or the server's.", Seconds);
        retries = meter.CreateCounter<long>("gulou.retries", "{group}", "Groups run again after a passing fault.");
        holdsExpired = meter.CreateCounter<long>("gulou.holds.expired", "{hold}", "Holds whose time ran out.");
        slowQueries = meter.CreateCounter<long>("gulou.slow_queries", "{query}", "Statements over the threshold.");
        attachments = meter.CreateCounter<long>("gulou.attachments.stored", "By", "Bytes of photos written.");
        jobRuns = meter.CreateCounter<long>("gulou.job.runs", "{run}", "Runs of jobs, by job and result.");
        jobTime = Times("gulou.job.duration", "How long a job's run took.", LongSeconds);
        meter.CreateObservableGauge("gulou.queue.length", () => Queue(), "{command}", "Commands that wait.");
        meter.CreateObservableGauge("gulou.database.size", () => Size(), "By", "The database on its disk.");
    }

    /// <summary>Traces: a span for each command, its transaction, and each statement of EF Core.</summary>
    public static ActivitySource Source { get; } = new(Name);

    /// <summary>From how long on a statement is told as slow.</summary>
    public TimeSpan SlowAfter { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Told of each statement that was slow; must not throw.</summary>
    public event Action<SlowQuery>? Slow;

    /// <summary>Tells this database's figures from those of another in the same process.</summary>
    internal Meter Meter => meter;

    /// <summary>How many commands wait; asked whenever someone measures.</summary>
    internal Func<int> Queue { get; set; } = () => 0;

    /// <summary>How many bytes the database has; asked whenever someone measures.</summary>
    internal Func<long> Size { get; set; } = () => 0;

    /// <summary>A job ran, for better or worse.</summary>
    public void JobRan(string job, bool done, TimeSpan took)
    {
        var which = new KeyValuePair<string, object?>("job", job);
        jobRuns.Add(1, which, new("result", done ? "done" : "failed"));
        jobTime.Record(took.TotalSeconds, which);
    }

    public void Dispose() => meter.Dispose();

    internal void Answered(string verb, string outcome) =>
        commands.Add(1, new("verb", verb), new KeyValuePair<string, object?>("outcome", outcome));

    internal void Waited(TimeSpan time) => wait.Record(time.TotalSeconds);

    internal void Committed(int commandsInGroup, int holds, TimeSpan time)
    {
        groupSize.Record(commandsInGroup);
        commit.Record(time.TotalSeconds);
        if (holds > 0)
            holdsExpired.Add(holds);
    }

    internal void Retried() => retries.Add(1);

    internal void Stored(long bytes) => attachments.Add(bytes);

    /// <summary>A statement took so long; told only when that is slow.</summary>
    internal void Queried(string statement, TimeSpan took)
    {
        if (took < SlowAfter)
            return;
        slowQueries.Add(1);
        Slow?.Invoke(new SlowQuery(WithoutTexts(statement), took, Cause.Current));
    }

    /// <summary>Values are parameters; should a text ever stand in a statement itself, it stays there.</summary>
    internal static string WithoutTexts(string statement) => QuotedText().Replace(statement, "'…'");

    private Histogram<double> Times(string name, string what, double[] bounds) =>
        meter.CreateHistogram(
            name,
            "s",
            what,
            null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds }
        );

    [GeneratedRegex("'(?:[^']|'')*'")]
    private static partial Regex QuotedText();
}

/// <summary>A statement that took long: its text without values, and the route or verb it was for.</summary>
public sealed record SlowQuery(string Statement, TimeSpan Took, string Cause);
