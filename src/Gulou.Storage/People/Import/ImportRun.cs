using System.Collections.Concurrent;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.Sheets;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People.Import;

/// <summary>How far a job is: rows while it reads, households while it stores.</summary>
public readonly record struct ImportProgress(ImportState State, int Done, int Total);

/// <summary>
/// The work behind an import: reads, compares, reserves, enters; each step small enough that other writers hardly
/// notice it, and each known to the database, so that after a crash it goes on where it was.
/// </summary>
public sealed class ImportRun(Database database, CommandPath commands, Tools tools, ImportFiles files)
{
    /// <summary>No list has more rows than this.</summary>
    public const int MostRows = 1_000_000;

    private const int SmallestPart = 50;
    private const int LargestPart = 8000;
    private const int RowsTogether = 4000;
    private const int FirstLearning = 100;
    private const int BrokenOffTogether = 100;

    /// <summary>What an import fills.</summary>
    private static readonly IReadOnlyList<string> Tables =
    [
        "act",
        "household",
        "household_event",
        "person",
        "person_event",
        "identity",
    ];

    /// <summary>How long a part should keep the writer: others wait for one at most.</summary>
    private static readonly TimeSpan PartTime = TimeSpan.FromMilliseconds(450);

    private readonly ConcurrentDictionary<long, ImportProgress> progress = [];

    public ImportFiles Files => files;

    /// <summary>How far this process is with an import; null when it is not at work on it.</summary>
    public ImportProgress? ProgressOf(long import) => progress.TryGetValue(import, out var now) ? now : null;

    /// <summary>The headings of a list that was brought, and which columns to suggest.</summary>
    /// <exception cref="SheetException">The file cannot be read.</exception>
    public async Task<(ListHeadings Headings, long Key, ListColumns Columns)?> HeadingsAsync(
        PeopleImport import,
        CancellationToken cancellation = default
    )
    {
        await using var file = files.OpenList(import.Id);
        if (ListHeadings.Find(Sheet.Open(file), Words) is not { Headings: var headings })
            return null;
        var key = KeyOf(headings);
        await using var db = database.NewContext();
        var known = await db.Set<KnownHeadings>()
            .SingleOrDefaultAsync(h => h.Cell == import.Cell && h.Id == key, cancellation);
        var columns =
            import.Columns.Length > 0 ? ListColumns.Parse(import.Columns)
            : known is not null ? ListColumns.Parse(known.Columns)
            : headings.Suggested;
        return (headings, key, columns);
    }

    /// <summary>
    /// Does what an import waits for, up to its end or to a decision; false and nothing when another process does.
    /// </summary>
    public async Task<bool> WorkAsync(int cell, long id, CancellationToken cancellation = default)
    {
        using var mine = files.Take(id);
        if (mine is null)
            return false;
        try
        {
            while (await FindAsync(cell, id, cancellation) is { IsUnderWay: true } import)
            {
                cancellation.ThrowIfCancellationRequested();
                if (import.State == ImportState.Checking)
                    await CheckAsync(import, cancellation);
                else if (!files.HasPlan(id))
                    throw new InvalidOperationException($"the plan of import {id} is not on this machine");
                else if (import.State == ImportState.Reserving)
                    await ReserveAsync(import, cancellation);
                else
                    await EnterAsync(import, cancellation);
            }
            return true;
        }
        finally
        {
            progress.TryRemove(id, out _);
        }
    }

    /// <summary>
    /// After a restore, ends what was under way when the backup was taken: its lists are in no backup.
    /// </summary>
    public async Task BreakOffAfterRestoreAsync(CancellationToken cancellation = default)
    {
        if (files.RestoreMark.TakenAt is not { } takenAt)
            return;
        var reader = new ImportReader(database);
        while (await reader.OpenAsync(takenAt, BrokenOffTogether, cancellation) is { Count: > 0 } open)
        {
            foreach (var import in open)
            {
                var ended = await commands.RunAsync(
                    Actor.System,
                    new BreakOffImport
                    {
                        Id = ClientId.New(TimeProvider.System),
                        Cell = import.Cell,
                        ImportId = import.Id,
                    },
                    cancellation
                );
                if (!ended.IsDone && ended.Outcome != BreakOffImportOutcome.TooLate)
                    throw new InvalidOperationException($"import {import.Id}: {ended.Outcome}");
                files.Remove(import.Id);
            }
        }
        files.RestoreMark.Forget();
    }

    public async Task<PeopleImport?> FindAsync(int cell, long id, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await db.Set<PeopleImport>().SingleOrDefaultAsync(i => i.Cell == cell && i.Id == id, cancellation);
    }

    private ListWords Words => tools.Definitions.Get<ListWords>();

    private static long KeyOf(ListHeadings headings) =>
        BitConverter.ToInt64(new Digest().Add(string.Join('\n', headings.Titles)).Take()) & long.MaxValue;

    private async Task CheckAsync(PeopleImport import, CancellationToken cancellation)
    {
        CheckResult result;
        try
        {
            result = await Task.Run(() => ReadAsync(import, cancellation), cancellation);
        }
        catch (SheetException unreadable)
        {
            result = new CheckResult { Problem = $"{unreadable.Fault}" };
        }
        var noted = await commands.RunAsync(
            Actor.System,
            new NoteCheck
            {
                Id = ClientId.New(TimeProvider.System),
                Cell = import.Cell,
                ImportId = import.Id,
                Result = result,
            },
            cancellation
        );
        if (!noted.IsDone && noted.Outcome != NoteCheckOutcome.NotBeingChecked)
            throw new InvalidOperationException($"import {import.Id}: {noted.Outcome}");
    }

    private async Task<CheckResult> ReadAsync(PeopleImport import, CancellationToken cancellation)
    {
        await using var db = database.NewContext();
        var top = await db.Places.SingleAsync(p => p.Cell == import.Cell && p.Id == import.PlaceId, cancellation);
        var places = await PlaceFinder.LoadAsync(db, top, cancellation);
        await using var file = files.OpenList(import.Id);
        if (ListHeadings.Find(Sheet.Open(file), Words) is not { Sheet: var sheet, Headings: var headings })
            return new CheckResult { Problem = "NoHeadings" };
        var columns = ListColumns.Parse(import.Columns);
        var today = Instant.Now(tools.Clock).Day;
        var reader = new RowReader(columns, headings, Words, places, sheet.From1904, today);
        var households = new HouseholdRows(columns.Has(ListField.HouseholdNumber));
        var matcher = new Matcher(database, tools, import.Cell, import.UpdateDetails);
        using var plan = files.NewPlan(import.Id);
        var tally = new Tally(plan);
        // The next lot is read and understood while this one is compared.
        using var lots = Lots(households.Group(sheet.Rows().Select(reader.Read).OfType<ListedRow>())).GetEnumerator();
        var next = Task.Run(() => lots.MoveNext() ? lots.Current : null, cancellation);
        while (await next is { } lot)
        {
            next = Task.Run(() => lots.MoveNext() ? lots.Current : null, cancellation);
            var planned = await matcher.MatchAsync(lot, cancellation);
            tally.Add(lot, planned);
            progress[import.Id] = new ImportProgress(ImportState.Checking, tally.Result.Rows, 0);
            if (tally.Result.Rows > MostRows)
                return new CheckResult { Problem = "TooManyRows" };
        }
        plan.Keep();
        return tally.Result with { PlannedTo = tools.Ids.Next() };
    }

    private static IEnumerable<List<ListedHousehold>> Lots(IEnumerable<ListedHousehold> households)
    {
        var (lot, rows) = (new List<ListedHousehold>(), 0);
        foreach (var household in households)
        {
            lot.Add(household);
            rows += household.Rows.Count;
            if (rows < RowsTogether)
                continue;
            yield return lot;
            (lot, rows) = ([], 0);
        }
        if (lot.Count > 0)
            yield return lot;
    }

    private async Task ReserveAsync(PeopleImport import, CancellationToken cancellation)
    {
        var taken = false;
        await EachPartAsync(
            import,
            import.Entered,
            async (first, part) =>
            {
                var answer = await commands.RunAsync(Actor.System, Reserve(import, first, part, false), cancellation);
                taken = answer.Outcome == ReserveImportedOutcome.NumberTaken;
                return answer.IsDone;
            },
            cancellation
        );
        if (taken)
            await GiveBackAsync(import, cancellation);
    }

    /// <summary>From where reserving stopped back to the start, in the parts a reader of the plan can have.</summary>
    private async Task GiveBackAsync(PeopleImport import, CancellationToken cancellation)
    {
        var held = (await FindAsync(import.Cell, import.Id, cancellation))!.Entered;
        for (var end = held; ; end = Math.Max(0, end - LargestPart))
        {
            var first = Math.Max(0, end - LargestPart);
            var part = files.Plan(import.Id).Skip(first).Take(end - first).ToList();
            var answer = await commands.RunAsync(Actor.System, Reserve(import, first, part, true), cancellation);
            if (!answer.IsDone)
                throw new InvalidOperationException($"import {import.Id}: {answer.Outcome} while giving back");
            if (first == 0)
                return;
        }
    }

    private static ReserveImported Reserve(
        PeopleImport import,
        int first,
        IReadOnlyList<PlannedHousehold> part,
        bool giveBack
    ) =>
        new()
        {
            Id = ClientId.New(TimeProvider.System),
            Cell = import.Cell,
            ImportId = import.Id,
            First = first,
            Households = part,
            GiveBack = giveBack,
        };

    private async Task EnterAsync(PeopleImport import, CancellationToken cancellation)
    {
        // Plans that a database made while its tables were almost empty are no good when they have grown.
        var learnAt = import.Entered + FirstLearning;
        await EachPartAsync(
            import,
            import.Entered,
            async (first, part) =>
            {
                if (first >= learnAt)
                {
                    learnAt = first * 8;
                    await database.LearnAsync(Tables, cancellation);
                }
                var answer = await commands.RunAsync(
                    Actor.System,
                    new EnterImported
                    {
                        Id = ClientId.New(TimeProvider.System),
                        Cell = import.Cell,
                        ImportId = import.Id,
                        First = first,
                        Households = part,
                    },
                    cancellation
                );
                return answer.IsDone
                    ? true
                    : throw new InvalidOperationException($"import {import.Id}: {answer.Outcome} at household {first}");
            },
            cancellation
        );
    }

    /// <summary>
    /// Runs a step for part after part of the plan, from a household on, until one is refused. The size of the parts
    /// follows the time they take.
    /// </summary>
    private async Task EachPartAsync(
        PeopleImport import,
        int from,
        Func<int, IReadOnlyList<PlannedHousehold>, Task<bool>> step,
        CancellationToken cancellation
    )
    {
        using var plan = files.Plan(import.Id).Skip(from).GetEnumerator();
        var size = SmallestPart;
        var next = Task.Run(() => Take(plan, size), cancellation);
        for (var first = from; await next is { Count: > 0 } part; first += part.Count)
        {
            next = Task.Run(() => Take(plan, size), cancellation);
            progress[import.Id] = new ImportProgress(import.State, first, import.Households);
            var start = TimeProvider.System.GetTimestamp();
            var goOn = await step(first, part);
            var took = TimeProvider.System.GetElapsedTime(start);
            if (!goOn)
            {
                await next;
                return;
            }
            size = Math.Clamp(took > PartTime ? size * 2 / 3 : size * 5 / 4, SmallestPart, LargestPart);
        }
    }

    private static List<PlannedHousehold> Take(IEnumerator<PlannedHousehold> plan, int size)
    {
        var part = new List<PlannedHousehold>(size);
        while (part.Count < size && plan.MoveNext())
            part.Add(plan.Current);
        return part;
    }

    /// <summary>Counts what was found, and hands it to the plan's files.</summary>
    private sealed class Tally(PlanWriter plan)
    {
        public CheckResult Result { get; private set; } = new();

        public void Add(List<ListedHousehold> households, IReadOnlyList<PlannedHousehold> planned)
        {
            var rows = households.SelectMany(h => h.Rows).ToList();
            foreach (var finding in rows.SelectMany(row => row.Findings).OrderBy(finding => finding.Row))
                plan.Add(finding);
            foreach (var household in planned)
                plan.Add(household);
            foreach (var household in households)
            {
                foreach (var row in household.Rows.Where(row => Finds(row, FindingKind.RegisteredElsewhere)))
                    plan.Add(MoveOffer.Of(row, household));
            }
            Result = Result with
            {
                Rows = Result.Rows + rows.Count,
                Bad = Result.Bad + rows.Count(row => row.IsBad),
                Same = Result.Same + rows.Count(row => Is(row, FindingKind.AlreadyThere)),
                Differing =
                    Result.Differing + rows.Count(row => Is(row, FindingKind.Differs) || Is(row, FindingKind.Updated)),
                Fresh = Result.Fresh + planned.Sum(h => h.People.Count(p => !p.IsUpdate)),
                Households = Result.Households + planned.Count,
            };
        }

        private static bool Is(ListedRow row, FindingKind kind) => !row.IsBad && Finds(row, kind);

        private static bool Finds(ListedRow row, FindingKind kind) =>
            row.Findings.Exists(finding => finding.Kind == kind);
    }
}
