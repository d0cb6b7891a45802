using System.Threading.Channels;
using Gulou.Kernel.Posts;

namespace Gulou.Storage.Commands;

/// <summary>
/// The one way anything changes. Waiting commands are taken as a group and share a commit (see <see cref="GroupRun"/>);
/// nobody is answered before COMMIT. A group that fails is run again one by one, so that only the culprit hears of it.
/// </summary>
public sealed class CommandPath : IAsyncDisposable
{
    private const int LargestGroup = 1024;
    private const int MostWaiting = 16 * 1024;
    private const int MostTries = 4;

    private readonly Database database;
    private readonly Tools tools;
    private readonly Channel<Job> waiting = Channel.CreateBounded<Job>(MostWaiting);
    private readonly Task[] lanes;

    public CommandPath(Database database, Tools tools)
    {
        this.database = database;
        this.tools = tools;
        lanes = [.. database.Lanes.Select(lane => Task.Run(() => WriteAsync(lane)))];
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
        await waiting.Writer.WriteAsync(job, cancellation);
        return await job.Answer;
    }

    /// <summary>Finishes what is waiting and closes.</summary>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        await Task.WhenAll(lanes);
    }

    private async Task WriteAsync(int lane)
    {
        await using var writer = database.NewWriter(lane);
        var group = new List<Job>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < LargestGroup && waiting.Reader.TryRead(out var job))
                group.Add(job);
            if (group.Count == 1)
                await RunAloneAsync(writer, group[0]);
            else if (group.Count > 1)
                await RunTogetherAsync(writer, group);
            group.Clear();
        }
    }

    private async Task RunTogetherAsync(Writer writer, List<Job> group)
    {
        try
        {
            await new GroupRun(writer, tools, group).RunAsync();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            foreach (var job in group)
                await RunAloneAsync(writer, job);
        }
    }

    private async Task RunAloneAsync(Writer writer, Job job, int attempt = 1)
    {
        try
        {
            await new GroupRun(writer, tools, [job]).RunAsync();
        }
        catch (Exception exception) when (attempt < MostTries && writer.MayPass(exception))
        {
            await RunAloneAsync(writer, job, attempt + 1);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            job.Fail(exception);
        }
    }
}
