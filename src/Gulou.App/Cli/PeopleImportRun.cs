using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.People.Import;
using Gulou.Storage.Sheets;
using Microsoft.EntityFrameworkCore;
using Spectre.Console;

namespace Gulou.App.Cli;

/// <summary>
/// One run of <c>gulou people import</c>: brings the file, or goes on with the one that was interrupted.
/// </summary>
internal sealed class PeopleImportRun(Terminal terminal, Tower tower)
{
    // A list may have thousands of faults; the first say enough, the annotated copy has all.
    private const int MostLines = 200;

    private readonly Text text = terminal.Text;

    public required string File { get; init; }
    public required Place Place { get; init; }
    public required ImportMode Mode { get; init; }
    public required bool UpdateDetails { get; init; }
    public required bool DryRun { get; init; }
    public required string? Annotated { get; init; }
    public required string? Columns { get; init; }

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (!System.IO.File.Exists(File))
            throw new CliException(ExitCode.Refused, text["cli.people.no-file", File]);
        var import = await BringAsync(cancellation);
        try
        {
            if (import.State == ImportState.Brought)
                await CheckAsync(import, cancellation);
            import = await WorkAsync(import, cancellation);
            if (import.State == ImportState.Unreadable)
                throw new CliException(ExitCode.Refused, text[$"lists.unreadable-{import.Problem}"]);
            Say(import);
            if (import.State == ImportState.Checked && !DryRun)
                import = await StoreAsync(import, cancellation);
            if (Annotated is { } copy)
                WriteAnnotated(import, copy);
            return End(import);
        }
        finally
        {
            await CloseAsync(import);
        }
    }

    /// <summary>
    /// The same file with the same choices that was interrupted while it was stored goes on; else a new import.
    /// </summary>
    private async Task<PeopleImport> BringAsync(CancellationToken cancellation)
    {
        var id = tower.Tools.Ids.Next();
        byte[]? hash;
        await using (var content = System.IO.File.OpenRead(File))
            hash = await tower.Imports.Files.KeepAsync(id, content, cancellation);
        if (hash is null)
            throw new CliException(ExitCode.Refused, text["lists.too-large"]);
        await using var db = tower.Read();
        var open = await db.Set<PeopleImport>()
            .Where(i => i.Cell == Place.Cell && i.PlaceId == Place.Id && i.FileHash == hash)
            .Where(i => i.Mode == Mode && i.UpdateDetails == UpdateDetails)
            .Where(i => i.State == ImportState.Reserving || i.State == ImportState.Entering)
            .FirstOrDefaultAsync(cancellation);
        if (open is not null && tower.Imports.Files.HasPlan(open.Id) && !DryRun)
        {
            tower.Imports.Files.Remove(id);
            terminal.Say(text["cli.people.goes-on", open.Id]);
            return open;
        }
        var answer = await tower.Commands.RunAsync(
            Actor.System,
            new StartImport
            {
                Id = NewId(),
                Cell = Place.Cell,
                PlaceId = Place.Id,
                ImportId = id,
                FileName = Path.GetFileName(File),
                FileHash = hash,
            },
            cancellation
        );
        if (!answer.IsDone)
            tower.Imports.Files.Remove(id);
        terminal.MustBeDone(answer);
        return (await tower.Imports.FindAsync(Place.Cell, id, cancellation))!;
    }

    private async Task CheckAsync(PeopleImport import, CancellationToken cancellation)
    {
        (ListHeadings Headings, long Key, ListColumns Columns)? found;
        try
        {
            found = await tower.Imports.HeadingsAsync(import, cancellation);
        }
        catch (SheetException unreadable)
        {
            throw new CliException(ExitCode.Refused, text[$"lists.unreadable-{unreadable.Fault}"]);
        }
        if (found is not { } headings)
            throw new CliException(ExitCode.Refused, text["lists.unreadable-NoHeadings"]);
        var columns = Columns is { } given ? ListColumns.Parse(given) : headings.Columns;
        terminal.MustBeDone(
            await tower.Commands.RunAsync(
                Actor.System,
                new CheckImport
                {
                    Id = NewId(),
                    Cell = import.Cell,
                    ImportId = import.Id,
                    Columns = $"{columns}",
                    Headings = headings.Key,
                    UpdateDetails = UpdateDetails,
                },
                cancellation
            )
        );
    }

    private async Task<PeopleImport> StoreAsync(PeopleImport import, CancellationToken cancellation)
    {
        var answer = await tower.Commands.RunAsync(
            Actor.System,
            new ApplyImport
            {
                Id = NewId(),
                Cell = import.Cell,
                ImportId = import.Id,
                Mode = Mode,
            },
            cancellation
        );
        // Said at the end, after the annotated copy was written.
        return answer.IsDone ? await WorkAsync(import, cancellation) : import;
    }

    private async Task<PeopleImport> WorkAsync(PeopleImport import, CancellationToken cancellation)
    {
        var work = tower.Imports.WorkAsync(import.Cell, import.Id, cancellation);
        await terminal
            .Screen.Progress()
            .StartAsync(async shown =>
            {
                ProgressTask? step = null;
                var state = default(ImportState);
                while (!work.IsCompleted)
                {
                    if (tower.Imports.ProgressOf(import.Id) is { } now)
                    {
                        if (step is null || state != now.State)
                            step = shown.AddTask(text[$"cli.people.step-{now.State.ToString().ToLowerInvariant()}"]);
                        state = now.State;
                        step.IsIndeterminate = now.Total == 0;
                        (step.MaxValue, step.Value) = (Math.Max(1, now.Total), now.Done);
                    }
                    await Task.WhenAny(work, Task.Delay(TimeSpan.FromMilliseconds(200), cancellation));
                }
                step?.StopTask();
            });
        await work;
        return (await tower.Imports.FindAsync(import.Cell, import.Id, cancellation))!;
    }

    private void Say(PeopleImport import)
    {
        terminal.Say(text["cli.people.read", import.Rows, import.Fresh, import.Same, import.Differing, import.Bad]);
        var faults = tower.Imports.Files.Findings(import.Id).Where(f => f.IsFault).Take(MostLines + 1).ToList();
        foreach (var fault in faults.Take(MostLines))
        {
            var column = text.ColumnOf(fault) is { Length: > 0 } name ? $"{name} " : "";
            terminal.Complain(text["cli.people.finding", fault.Row, column, text.Say(fault)]);
        }
        if (faults.Count > MostLines)
            terminal.Complain(text["cli.people.more-findings"]);
    }

    private void WriteAnnotated(PeopleImport import, string to)
    {
        using (var file = System.IO.File.Create(to))
            new AnnotatedList(tower.Imports.Files, tower.Definitions.Get<ListWords>()).Write(
                import,
                text["lists.heading"],
                text.Say,
                file
            );
        terminal.Say(text["cli.people.written", to]);
    }

    private int End(PeopleImport import)
    {
        if (import.Late.Length > 0)
            terminal.Complain(text["cli.people.late", import.Late.Split(',').Length]);
        if (import.State == ImportState.Done)
        {
            terminal.Say(text["cli.people.done", import.Added]);
            return import.Bad > 0 ? ExitCode.Refused : ExitCode.Ok;
        }
        if (import.State == ImportState.Withdrawn)
            terminal.Complain(text["lists.withdrawn"]);
        else if (DryRun)
            terminal.Say(text["cli.people.checked"]);
        else if (import.Bad > 0 && Mode == ImportMode.AllOrNothing)
            terminal.Complain(text["cli.people.has-bad-rows", import.Bad]);
        else
            terminal.Say(text["lists.nothing"]);
        return import.Bad > 0 || import.State == ImportState.Withdrawn ? ExitCode.Refused : ExitCode.Ok;
    }

    /// <summary>What was only checked is given up; what is over needs its files no more.</summary>
    private async Task CloseAsync(PeopleImport import)
    {
        var now = await tower.Imports.FindAsync(import.Cell, import.Id);
        if (now is { IsUnderWay: true } and not { State: ImportState.Checking })
            return;
        if (now is { IsOver: false })
            await tower.Commands.RunAsync(
                Actor.System,
                new DropImport
                {
                    Id = NewId(),
                    Cell = import.Cell,
                    ImportId = import.Id,
                }
            );
        tower.Imports.Files.Remove(import.Id);
    }

    private static ClientId NewId() => ClientId.New(TimeProvider.System);
}
