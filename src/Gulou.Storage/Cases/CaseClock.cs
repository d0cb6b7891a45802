using System.Collections.Concurrent;
using Gulou.Kernel.Cases;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Cases;

/// <summary>
/// What the clock does with cases: all waits that are due, each by a command of its own. One that fails is noted on it,
/// put off, and holds up no other.
/// </summary>
public sealed class CaseClock(Database database, CommandPath commands, TimeProvider clock)
{
    private const int Batch = 200;

    /// <summary>Does all that is due now; gives how much that was.</summary>
    /// <exception cref="AggregateException">All was tried, and some failures could not even be noted.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation = default)
    {
        var (done, after) = (0, (At: new Instant(long.MinValue), Id: 0L));
        var unnoted = new ConcurrentBag<Exception>();
        while (true)
        {
            var due = await DueAsync(after, cancellation);
            if (due.Count == 0)
                return unnoted.IsEmpty ? done : throw new AggregateException(unnoted);
            var did = await Task.WhenAll(due.Select(wait => TickAsync(wait, unnoted, cancellation)));
            done += did.Count(one => one);
            after = (due[^1].NextAt, due[^1].Id);
        }
    }

    private async Task<List<CaseWait>> DueAsync((Instant At, long Id) after, CancellationToken cancellation)
    {
        var now = Instant.Now(clock);
        await using var db = database.NewContext();
        return await db.Set<CaseWait>()
            .AsNoTracking()
            .Where(t => t.NextAt <= now && t.RetryAt <= now)
            .Where(t => t.NextAt > after.At || (t.NextAt == after.At && t.Id > after.Id))
            .OrderBy(t => t.NextAt)
            .ThenBy(t => t.Id)
            .Take(Batch)
            .ToListAsync(cancellation);
    }

    private async Task<bool> TickAsync(CaseWait wait, ConcurrentBag<Exception> unnoted, CancellationToken cancellation)
    {
        string failure;
        try
        {
            var answer = await commands.RunAsync(Actor.System, CaseClockTick.For(wait), cancellation);
            switch (answer.Outcome)
            {
                case CaseOutcome.Done:
                    return !answer.Replayed;
                // Another process, or someone, was faster.
                case CaseOutcome.NotWaiting or CaseOutcome.Ended or CaseOutcome.TooEarly or CaseOutcome.NotAllowed:
                    return false;
                default:
                    failure = $"{answer.Outcome} {string.Join(", ", answer.Args)}".TrimEnd();
                    break;
            }
        }
        // What one case does to the clock must not stop the others: it is written where the operator looks.
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failure = $"{exception.GetType().Name}: {exception.Message}";
        }
        try
        {
            await NoteAsync(wait, failure, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            unnoted.Add(exception);
        }
        return false;
    }

    private Task<Answer<NoteClockFailureOutcome>> NoteAsync(
        CaseWait wait,
        string failure,
        CancellationToken cancellation
    ) =>
        commands.RunAsync(
            Actor.System,
            new NoteClockFailure
            {
                Id = ClientId.New(clock),
                Cell = wait.Cell,
                WaitId = wait.Id,
                Failure = failure,
            },
            cancellation
        );

    /// <summary>Waits the clock has failed with, the longest due first, for the operator.</summary>
    public static Task<List<CaseWait>> FailuresAsync(GulouDb db, int most, CancellationToken cancellation = default) =>
        db.Set<CaseWait>()
            .AsNoTracking()
            .Where(t => t.Failures > 0)
            .OrderBy(t => t.NextAt)
            .ThenBy(t => t.Id)
            .Take(most)
            .ToListAsync(cancellation);

    /// <summary>How many waits the clock should have looked at before a time.</summary>
    public static Task<int> OverdueAsync(GulouDb db, Instant before, CancellationToken cancellation = default) =>
        db.Set<CaseWait>().CountAsync(t => t.NextAt <= before, cancellation);
}
