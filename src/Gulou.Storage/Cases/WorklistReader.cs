using Gulou.Kernel.Cases;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Cases;

/// <summary>Something someone has to do.</summary>
/// <param name="Wait">What waits.</param>
/// <param name="Case">The case.</param>
public sealed record WorkItem(CaseWait Wait, CaseRecord Case);

/// <summary>What of a worklist is wanted.</summary>
public sealed record WorklistFilter
{
    /// <summary>Of one flow only.</summary>
    public string? Type { get; init; }

    /// <summary>What must be done before a time only: now for the overdue.</summary>
    public Instant? DueBy { get; init; }
}

/// <summary>Where a page of a worklist begins: after this one.</summary>
/// <param name="Due">Its deadline.</param>
/// <param name="Id">Its id.</param>
public readonly record struct WorklistPlace(Instant Due, long Id)
{
    public static WorklistPlace Start { get; } = new(new Instant(long.MinValue), 0);
}

/// <summary>
/// What waits for someone (待办), over all places and flows: the overdue first, then by deadline. Each post and place,
/// the person and the household is one index read from its beginning; their beginnings are merged.
/// </summary>
public sealed class WorklistReader(Database database)
{
    /// <summary>Counts go no further: nobody plans a day by more.</summary>
    public const int MostCounted = 100;

    /// <summary>A page.</summary>
    public async Task<IReadOnlyList<WorkItem>> PageAsync(
        CaseActor who,
        WorklistFilter filter,
        WorklistPlace after,
        int size,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var waits = new List<CaseWait>();
        foreach (var part in Parts(db, who))
            waits.AddRange(
                await Filtered(part, filter)
                    .AsNoTracking()
                    .Where(t => t.DueAt > after.Due || (t.DueAt == after.Due && t.Id > after.Id))
                    .Take(size)
                    .ToListAsync(cancellation)
            );
        var page = waits.DistinctBy(t => t.Id).OrderBy(t => t.DueAt).ThenBy(t => t.Id).Take(size).ToList();
        var cases = await CasesAsync(db, page, cancellation);
        return [.. page.Select(wait => new WorkItem(wait, cases[(wait.Cell, wait.CaseId)]))];
    }

    /// <summary>How many wait, up to <see cref="MostCounted"/>.</summary>
    public async Task<int> CountAsync(CaseActor who, WorklistFilter filter, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var count = 0;
        foreach (var part in Parts(db, who))
            count += await Filtered(part, filter).Take(MostCounted).CountAsync(cancellation);
        return Math.Min(count, MostCounted);
    }

    /// <summary>One index read each, in the order of deadlines.</summary>
    internal static IEnumerable<IQueryable<CaseWait>> Parts(GulouDb db, CaseActor who)
    {
        if (who.IsClock || who.PersonId == 0)
            yield break;
        foreach (var seat in who.Seats.Select(seat => (seat.Post, seat.Scope)).Distinct())
            yield return db.Set<CaseWait>()
                .Where(t => t.Post == seat.Post && t.Scope == seat.Scope)
                // A panel waits on for the others when one has voted.
                .Where(t =>
                    !db.Set<CaseSign>()
                        .Any(s =>
                            s.Cell == t.Cell
                            && s.CaseId == t.CaseId
                            && s.Step == t.Step
                            && s.Round == t.Round
                            && s.PersonId == who.PersonId
                        )
                )
                .OrderBy(t => t.DueAt)
                .ThenBy(t => t.Id);
        foreach (var person in who.StandsFor.Prepend(who.PersonId))
            yield return db.Set<CaseWait>().Where(t => t.PersonId == person).OrderBy(t => t.DueAt).ThenBy(t => t.Id);
        if (who.HouseholdId is { } household)
            yield return db.Set<CaseWait>()
                .Where(t => t.HouseholdId == household)
                .OrderBy(t => t.DueAt)
                .ThenBy(t => t.Id);
    }

    private static IQueryable<CaseWait> Filtered(IQueryable<CaseWait> part, WorklistFilter filter)
    {
        if (filter.Type is { } type)
            part = part.Where(t => t.Type == type);
        return filter.DueBy is { } time ? part.Where(t => t.DueAt <= time) : part;
    }

    private static async Task<Dictionary<(int, long), CaseRecord>> CasesAsync(
        GulouDb db,
        IReadOnlyCollection<CaseWait> waits,
        CancellationToken cancellation
    )
    {
        var cases = new Dictionary<(int, long), CaseRecord>();
        foreach (var cell in waits.GroupBy(t => t.Cell))
        {
            var ids = cell.Select(t => t.CaseId).Distinct().ToList();
            foreach (
                var found in await db.Set<CaseRecord>()
                    .AsNoTracking()
                    .Where(c => c.Cell == cell.Key && ids.Contains(c.Id))
                    .ToListAsync(cancellation)
            )
                cases[(found.Cell, found.Id)] = found;
        }
        return cases;
    }
}
