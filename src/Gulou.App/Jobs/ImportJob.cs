using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;
using Gulou.Storage.People.Import;
using Microsoft.EntityFrameworkCore;

namespace Gulou.App.Jobs;

/// <summary>
/// Works on the lists that were brought to this machine, also those a crash left half done; removes a list's files when
/// nothing needs them any more. Of several processes one works at a time: a list is heavy for all who write.
/// </summary>
public sealed class ImportJob(Tower tower) : Job
{
    public const string Key = "import-lists";

    /// <summary>How long the annotated copy of a stored list, or an undecided list, is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const int Together = 2;

    public override string Name => Key;

    public override TimeSpan Interval => TimeSpan.FromSeconds(2);

    /// <summary>
    /// Works on all lists that lie here until none waits any more, also on those that come meanwhile; gives how many
    /// pieces of work that were. One that fails holds up no other and is tried again in the next run.
    /// </summary>
    /// <exception cref="AggregateException">Some failed; each says which list.</exception>
    public override async Task<int> RunOnceAsync(CancellationToken cancellation = default)
    {
        await tower.Imports.BreakOffAfterRestoreAsync(cancellation);
        var running = new Dictionary<long, Task<bool>>();
        var passed = new Dictionary<long, Exception?>();
        var done = 0;
        try
        {
            while (true)
            {
                foreach (var import in await TidyAsync(cancellation))
                {
                    if (running.Count < Together && !passed.ContainsKey(import.Id) && !running.ContainsKey(import.Id))
                        running[import.Id] = Task.Run(() => WorkAsync(import, cancellation), cancellation);
                }
                if (running.Count == 0)
                    break;
                await Task.WhenAny([.. running.Values, Task.Delay(Interval, cancellation)]);
                foreach (var (id, work) in running.Where(pair => pair.Value.IsCompleted).ToList())
                {
                    running.Remove(id);
                    // One that another process works on is left to it.
                    if (!work.IsCompletedSuccessfully || !work.Result)
                        passed[id] = work.Exception?.InnerException;
                    else
                        done++;
                }
            }
        }
        finally
        {
            await ((Task)Task.WhenAll(running.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return passed.Values.OfType<Exception>().ToList() is { Count: > 0 } failed
            ? throw new AggregateException(failed)
            : done;
    }

    /// <summary>Lists that wait for the job, and of which nothing was done for a day.</summary>
    public static Task<int> OverdueAsync(GulouDb db, DateOnly today, CancellationToken cancellation)
    {
        var yesterday = Instant.StartOf(today.AddDays(-1));
        return db.Set<PeopleImport>()
            .Where(i =>
                i.State == ImportState.Checking || i.State == ImportState.Reserving || i.State == ImportState.Entering
            )
            .CountAsync(i => !db.Audit.Any(a => a.Subject == i.Id && a.At >= yesterday), cancellation);
    }

    /// <summary>Removes what nobody needs any more; gives what there is to be worked on.</summary>
    private async Task<IReadOnlyList<PeopleImport>> TidyAsync(CancellationToken cancellation)
    {
        var files = tower.Imports.Files;
        if (files.All() is not { Count: > 0 } here)
            return [];
        var imports = await new ImportReader(tower.Database).FindAsync(here, cancellation);
        foreach (var left in here.Except(imports.Select(i => i.Id)).Where(files.IsLeftBehind))
            files.Remove(left);
        foreach (var import in imports)
        {
            if (import.State is ImportState.Brought or ImportState.Checked && IsOld(import.BroughtAt))
                await DropAsync(import, cancellation);
            else if (import.IsOver && !IsWorthKeeping(import))
                files.Remove(import.Id);
        }
        return [.. imports.Where(i => i.IsUnderWay)];
    }

    private async Task<bool> WorkAsync(PeopleImport import, CancellationToken cancellation)
    {
        try
        {
            return await tower.Imports.WorkAsync(import.Cell, import.Id, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            throw new InvalidOperationException($"import {import.Cell}/{import.Id} stopped", exception);
        }
    }

    private async Task DropAsync(PeopleImport import, CancellationToken cancellation) =>
        await tower.Commands.RunAsync(
            Actor.System,
            new DropImport
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = import.Cell,
                ImportId = import.Id,
            },
            cancellation
        );

    /// <summary>Stored, but with remarks that someone may still fetch.</summary>
    private bool IsWorthKeeping(PeopleImport import) =>
        import is { State: ImportState.Done, HasRemarks: true, EndedAt: { } ended } && !IsOld(ended);

    private bool IsOld(Instant time) => time.Plus(Kept) < tower.Now;
}
