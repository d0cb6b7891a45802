using System.Diagnostics;
using System.Threading.Channels;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Watch;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Commands;

/// <summary>
/// The one way anything changes. Waiting commands are taken as a group and share a commit (see <see cref="GroupRun"/>);
/// nobody is answered before COMMIT. A group that fails is run again one by one, so that only the culprit hears of it.
/// Several writers share the work, when there is much of it, by cell: one computes while another waits for the disk,
/// and commands wait for each other in a queue and not for each other's locks.
/// </summary>
public sealed class CommandPath : IAsyncDisposable
{
    private const int LargestGroup = 1024;
    private const int MostWaiting = 16 * 1024;
    private const int MostTries = 4;

    /// <summary>Below this many commands under way one large group is faster than small ones side by side.</summary>
    private const int WorthSharing = 128;

    private readonly Database database;
    private readonly Tools tools;
    private readonly Signals signals;
    private readonly Channel<Job>[] queues;
    private readonly Task[] writing;
    private readonly RecordTimes times;
    private int underWay;

    /// <param name="database">What is written.</param>
    /// <param name="tools">What commands may use.</param>
    /// <param name="watchesClock">Refuse to write while the clock cannot be right.</param>
    public CommandPath(Database database, Tools tools, bool watchesClock = false)
    {
        this.database = database;
        this.tools = tools;
        times = new RecordTimes(tools.Clock, watchesClock ? NewestAsync : null);
        signals = database.Signals;
        queues = [.. Enumerable.Range(0, database.Writers).Select(_ => Channel.CreateBounded<Job>(MostWaiting))];
        signals.Queue = () => queues.Sum(queue => queue.Reader.Count);
        writing = [.. queues.Select(queue => Task.Run(() => WriteAsync(queue.Reader)))];
    }

    /// <summary>Runs a command for someone and answers when it is safely stored or refused.</summary>
    public async Task<Answer<TOutcome>> RunAsync<TOutcome>(
        Actor actor,
        Command<TOutcome> command,
        CancellationToken cancellation = default
    )
        where TOutcome : struct, Enum
    {
        using var span = Signals.Source.HasListeners() ? Signals.Source.StartActivity($"command {command.Verb}") : null;
        var job = new Job<TOutcome>(actor, command);
        try
        {
            var together = Interlocked.Increment(ref underWay) < WorthSharing;
            await queues[together ? 0 : command.Cell % queues.Length].Writer.WriteAsync(job, cancellation);
            var answer = await job.Answer;
            var outcome = answer.Outcome.ToString();
            signals.Answered(command.Verb, outcome);
            span?.SetTag("gulou.verb", command.Verb)
                .SetTag("gulou.outcome", outcome)
                .SetTag("gulou.wait_ms", job.Went.Waited.TotalMilliseconds)
                .SetTag("gulou.group_size", job.Went.Group);
            return answer;
        }
        catch (Exception exception)
        {
            signals.Answered(command.Verb, exception is OperationCanceledException ? "GivenUp" : "Failed");
            span?.SetStatus(ActivityStatusCode.Error, exception.GetType().Name);
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref underWay);
        }
    }

    /// <summary>Finishes what is waiting and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var queue in queues)
            queue.Writer.TryComplete();
        await Task.WhenAll(writing);
    }

    private async Task WriteAsync(ChannelReader<Job> waiting)
    {
        await using var writer = database.NewWriter();
        var group = new List<Job>();
        while (await waiting.WaitToReadAsync())
        {
            await GatherAsync(waiting);
            while (group.Count < LargestGroup && waiting.TryRead(out var job))
                group.Add(job);
            foreach (var part in Parts(group))
                await RunAsync(writer, part);
            group.Clear();
        }
    }

    /// <summary>In order, each that stands alone by itself.</summary>
    private static List<List<Job>> Parts(List<Job> group)
    {
        if (!group.Exists(job => job.Command.StandsAlone))
            return
            [
                [.. group],
            ];
        var parts = new List<List<Job>>();
        foreach (var job in group)
        {
            if (parts is [.., [.., { Command.StandsAlone: false }] last] && !job.Command.StandsAlone)
                last.Add(job);
            else
                parts.Add([job]);
        }
        return parts;
    }

    /// <summary>As long as more arrive while others have their turn, they come along and share the commit.</summary>
    private static async Task GatherAsync(ChannelReader<Job> waiting)
    {
        for (var seen = 0; waiting.Count > seen && seen < LargestGroup; )
        {
            seen = waiting.Count;
            await Task.Yield();
        }
    }

    /// <summary>The time of the newest record; 0 before the first.</summary>
    private async Task<Instant> NewestAsync()
    {
        await using var db = database.NewContext();
        return await db.LaneHeads.OrderByDescending(l => l.At).Select(l => l.At).FirstOrDefaultAsync();
    }

    private async Task RunAsync(Writer writer, IReadOnlyList<Job> group, int attempt = 1)
    {
        try
        {
            await new GroupRun(writer, tools, signals, group, times).RunAsync(locking: attempt > 1);
        }
        catch (Exception exception)
        {
            if (attempt < MostTries && writer.MayPass(exception))
            {
                signals.Retried();
                await RunAsync(writer, group, attempt + 1);
            }
            else if (group.Count == 1)
                group[0].Fail(exception);
            else
                foreach (var job in group)
                    await RunAsync(writer, [job]);
        }
    }
}
