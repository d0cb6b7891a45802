using System.Threading.Channels;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Commands;

/// <summary>
/// The one way anything changes. Waiting commands are taken as a group and share a commit (see <see cref="GroupRun"/>);
/// nobody is answered before COMMIT. A group that fails is run again one by one, so that only the culprit hears of it.
/// Where several writers run side by side, they share the work when there is much of it, by cell: commands wait for
/// each other in a queue and not for each other's locks.
/// </summary>
public sealed class CommandPath : IAsyncDisposable
{
    private const int LargestGroup = 1024;
    private const int MostWaiting = 16 * 1024;
    private const int MostTries = 4;

    /// <summary>
    /// Below this many commands under way, one large group is faster than two small ones side by side.
    /// </summary>
    private const int WorthSharing = 128;

    private readonly Database database;
    private readonly Tools tools;
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
        queues = [.. Enumerable.Range(0, database.Writers).Select(_ => Channel.CreateBounded<Job>(MostWaiting))];
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
        var job = new Job<TOutcome>(actor, command);
        var together = Interlocked.Increment(ref underWay) < WorthSharing;
        try
        {
            var queue = queues[together ? 0 : command.Cell % queues.Length];
            await queue.Writer.WriteAsync(job, cancellation);
            return await job.Answer;
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
            await RunAsync(writer, group);
            group.Clear();
        }
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
            await new GroupRun(writer, tools, group, times).RunAsync();
        }
        catch (Exception exception)
        {
            if (attempt < MostTries && writer.MayPass(exception))
                await RunAsync(writer, group, attempt + 1);
            else if (group.Count == 1)
                group[0].Fail(exception);
            else
                foreach (var job in group)
                    await RunAsync(writer, [job]);
        }
    }
}
