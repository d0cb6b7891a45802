using System.Collections.Concurrent;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.People.Import;

namespace Gulou.App.Jobs;

/// <summary>
/// Works on the lists that were brought to this machine, also those a crash left half done; removes a list's files when
/// nothing needs them any more.
/// </summary>
public sealed class ImportJob(Tower tower, ILogger<ImportJob> log) : BackgroundService
{
    /// <summary>How long the annotated copy of a stored list, or an undecided list, is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private const int Together = 2;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<long, Task> working = [];

    /// <summary>Looks once at all lists that lie here, and waits for those it began to work on.</summary>
    public async Task RunOnceAsync(CancellationToken cancellation = default)
    {
        await LookAsync(cancellation);
        await Task.WhenAll(working.Values);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await LookOnceAsync(stoppingToken);
                await Task.Delay(Interval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The process stops, in an orderly way or not.
        }
    }

    private async Task LookOnceAsync(CancellationToken cancellation)
    {
        try
        {
            await LookAsync(cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogError(exception, "Looking for lists to import failed; it is tried again");
        }
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        var files = tower.Imports.Files;
        if (files.All() is not { Count: > 0 } here)
            return;
        var imports = await new ImportReader(tower.Database).FindAsync(here, cancellation);
        foreach (var import in imports)
        {
            if (import.IsUnderWay)
                Begin(import, cancellation);
            else if (import.State < ImportState.Checking && IsOld(import.BroughtAt))
                await DropAsync(import, cancellation);
            else if (import.IsOver && !IsWorthKeeping(import))
                files.Remove(import.Id);
        }
    }

    private void Begin(PeopleImport import, CancellationToken cancellation)
    {
        foreach (var (id, _) in working.Where(pair => pair.Value.IsCompleted))
            working.TryRemove(id, out _);
        if (working.Count < Together && !working.ContainsKey(import.Id))
            working[import.Id] = Task.Run(() => WorkAsync(import, cancellation), cancellation);
    }

    private async Task WorkAsync(PeopleImport import, CancellationToken cancellation)
    {
        try
        {
            await tower.Imports.WorkAsync(import.Cell, import.Id, cancellation);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogError(exception, "Import {Import} stopped; it is tried again", import.Id);
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
