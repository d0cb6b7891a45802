using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage.Model;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People;

/// <summary>How many households and people.</summary>
public readonly record struct HeadCount(int Households, int People)
{
    public static HeadCount operator +(HeadCount a, HeadCount b) =>
        new(a.Households + b.Households, a.People + b.People);
}

/// <summary>
/// A month of a place: opening, what each kind of event changed, what was recorded after the month was closed, and
/// closing, which is the next month's opening.
/// </summary>
/// <param name="Changes">Signed change by kind: persons' and households' kinds.</param>
/// <param name="Late">Signed change by kind of what was recorded late.</param>
public sealed record PopulationMonth(
    int Month,
    HeadCount Opening,
    HeadCount Closing,
    IReadOnlyDictionary<int, int> Changes,
    IReadOnlyDictionary<int, int> Late
)
{
    /// <summary>What was recorded after the month was closed, in all.</summary>
    public HeadCount Corrections => PopulationReader.Sum(Late);

    public int Of(PersonEventKind kind) => Changes.GetValueOrDefault((int)kind);

    public int Of(HouseholdEventKind kind) => Changes.GetValueOrDefault((int)kind);
}

/// <summary>
/// The one source of every head count. From villages up it adds the counts kept with each change; below a village it
/// counts the records.
/// </summary>
public sealed class PopulationReader(Database database)
{
    /// <summary>Households and people within the scopes now.</summary>
    public async Task<HeadCount> NowAsync(IReadOnlyList<PlaceRange> scopes, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var sum = default(HeadCount);
        foreach (var scope in scopes)
            sum += await NowAsync(db, scope, cancellation);
        return sum;
    }

    /// <summary>Households and people now by place one level below, by key; places with none are left out.</summary>
    public async Task<IReadOnlyDictionary<PlaceKey, HeadCount>> BelowAsync(
        PlaceKey parent,
        CancellationToken cancellation = default
    )
    {
        var step = PlaceKeys.StepOf(parent.Depth + 1);
        await using var db = database.NewContext();
        if (parent.Depth < (int)PlaceLevel.Village)
        {
            var rows = await Counts(db, parent.Range)
                .Where(c => c.Month == PopulationCount.Now)
                .GroupBy(c => new { Number = (long)(object)c.Scope / step, c.Kind })
                .Select(g => new
                {
                    g.Key.Number,
                    g.Key.Kind,
                    Count = g.Sum(c => c.Count),
                })
                .ToListAsync(cancellation);
            return rows.GroupBy(r => r.Number)
                .ToDictionary(g => new PlaceKey(g.Key * step), g => Sum(g.ToDictionary(r => r.Kind, r => r.Count)));
        }
        var households = await Households(db).Select(h => h.Scope).CountByStepAsync(parent, step, cancellation);
        var people = await People(db).Select(p => p.Scope).CountByStepAsync(parent, step, cancellation);
        return households
            .Keys.Union(people.Keys)
            .ToDictionary(
                n => new PlaceKey(n * step),
                n => new HeadCount(households.GetValueOrDefault(n), people.GetValueOrDefault(n))
            );
    }

    /// <summary>Households and people at the end of a day, as known now.</summary>
    public async Task<HeadCount> OnAsync(PlaceKey place, DateOnly day, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var now = await NowAsync(db, place.Range, cancellation);
        var people = await PersonEvents(db, place.Range).Where(e => e.On > day).SumAsync(e => e.Change, cancellation);
        var households = await HouseholdEvents(db, place.Range)
            .Where(e => e.On > day)
            .SumAsync(e => e.Change, cancellation);
        return new HeadCount(now.Households - households, now.People - people);
    }

    /// <summary>The statement of a place over months, both included, oldest first.</summary>
    public async Task<IReadOnlyList<PopulationMonth>> StatementAsync(
        PlaceKey place,
        int from,
        int to,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var closing = await NowAsync(db, place.Range, cancellation);
        var changes = (await ChangesAsync(db, place, from, cancellation)).ToLookup(c => c.Month);
        foreach (var later in changes.Where(m => m.Key > to))
            closing = Less(closing, later);
        var months = new List<PopulationMonth>();
        for (var month = to; month >= from; month = Months.Add(month, -1))
        {
            var opening = Less(closing, changes[month]);
            months.Add(Line(month, opening, closing, changes[month]));
            closing = opening;
        }
        months.Reverse();
        return months;
    }

    /// <summary>One month of every place one level below, by key; places without anyone ever are left out.</summary>
    public async Task<IReadOnlyDictionary<PlaceKey, PopulationMonth>> StatementBelowAsync(
        PlaceKey parent,
        int month,
        CancellationToken cancellation = default
    )
    {
        var step = PlaceKeys.StepOf(parent.Depth + 1);
        var now = await BelowAsync(parent, cancellation);
        await using var db = database.NewContext();
        var changes = (await ChangesBelowAsync(db, parent, month, step, cancellation)).ToLookup(c => c.Place);
        return now
            .Keys.Union(changes.Select(c => c.Key))
            .ToDictionary(
                key => key,
                key =>
                {
                    var closing = Less(now.GetValueOrDefault(key), changes[key].Where(c => c.Change.Month > month));
                    var own = changes[key].Where(c => c.Change.Month == month).Select(c => c.Change).ToList();
                    return Line(month, Less(closing, own), closing, own);
                }
            );
    }

    /// <summary>How many people and how many households, of changes by kind.</summary>
    internal static HeadCount Sum(IReadOnlyDictionary<int, int> changes) =>
        new(
            changes.Where(c => c.Key >= PopulationCount.Households).Sum(c => c.Value),
            changes.Where(c => c.Key < PopulationCount.Households).Sum(c => c.Value)
        );

    private sealed record ChangeOf(int Month, int Kind, int Count, int Late);

    private sealed record ChangeAt(PlaceKey Place, ChangeOf Change);

    private static PopulationMonth Line(
        int month,
        HeadCount opening,
        HeadCount closing,
        IEnumerable<ChangeOf> changes
    ) =>
        new(
            month,
            opening,
            closing,
            changes.Where(c => c.Count != 0).ToDictionary(c => c.Kind, c => c.Count),
            changes.Where(c => c.Late != 0).ToDictionary(c => c.Kind, c => c.Late)
        );

    private static HeadCount Less(HeadCount count, IEnumerable<ChangeAt> changes) =>
        Less(count, changes.Select(c => c.Change));

    private static HeadCount Less(HeadCount count, IEnumerable<ChangeOf> changes)
    {
        var (households, people) = count;
        foreach (var change in changes)
        {
            if (change.Kind >= PopulationCount.Households)
                households -= change.Count + change.Late;
            else
                people -= change.Count + change.Late;
        }
        return new HeadCount(households, people);
    }

    private static async Task<HeadCount> NowAsync(GulouDb db, PlaceRange scope, CancellationToken cancellation)
    {
        if (new PlaceKey(scope.Low).Depth > (int)PlaceLevel.Village)
            return new HeadCount(
                await Households(db).Within(scope, h => h.Scope).CountAsync(cancellation),
                await People(db).Within(scope, p => p.Scope).CountAsync(cancellation)
            );
        var rows = await Counts(db, scope)
            .Where(c => c.Month == PopulationCount.Now)
            .GroupBy(c => c.Kind)
            .Select(g => new { Kind = g.Key, Count = g.Sum(c => c.Count) })
            .ToListAsync(cancellation);
        return Sum(rows.ToDictionary(r => r.Kind, r => r.Count));
    }

    /// <summary>What changed from a month on, by month and kind.</summary>
    private static async Task<List<ChangeOf>> ChangesAsync(
        GulouDb db,
        PlaceKey place,
        int from,
        CancellationToken cancellation
    )
    {
        if (place.Depth > (int)PlaceLevel.Village)
            return
            [
                .. (await EventsAsync(db, place.Range, from, cancellation))
                    .Select(e => e.Change)
                    .GroupBy(c => (c.Month, c.Kind))
                    .Select(g => new ChangeOf(g.Key.Month, g.Key.Kind, g.Sum(c => c.Count), g.Sum(c => c.Late))),
            ];
        var rows = await Counts(db, place.Range)
            .Where(c => c.Month >= from)
            .GroupBy(c => new { c.Month, c.Kind })
            .Select(g => new
            {
                g.Key.Month,
                g.Key.Kind,
                Count = g.Sum(c => c.Count),
                Late = g.Sum(c => c.Late),
            })
            .ToListAsync(cancellation);
        return [.. rows.Select(r => new ChangeOf(r.Month, r.Kind, r.Count, r.Late))];
    }

    private static async Task<List<ChangeAt>> ChangesBelowAsync(
        GulouDb db,
        PlaceKey parent,
        int from,
        long step,
        CancellationToken cancellation
    )
    {
        if (parent.Depth >= (int)PlaceLevel.Village)
            return
            [
                .. (await EventsAsync(db, parent.Range, from, cancellation))
                    .GroupBy(e => (Number: e.Place.Value / step, e.Change.Month, e.Change.Kind))
                    .Select(g => new ChangeAt(
                        new PlaceKey(g.Key.Number * step),
                        new ChangeOf(g.Key.Month, g.Key.Kind, g.Sum(e => e.Change.Count), g.Sum(e => e.Change.Late))
                    )),
            ];
        var rows = await Counts(db, parent.Range)
            .Where(c => c.Month >= from)
            .GroupBy(c => new
            {
                Number = (long)(object)c.Scope / step,
                c.Month,
                c.Kind,
            })
            .Select(g => new
            {
                g.Key.Number,
                g.Key.Month,
                g.Key.Kind,
                Count = g.Sum(c => c.Count),
                Late = g.Sum(c => c.Late),
            })
            .ToListAsync(cancellation);
        return
        [
            .. rows.Select(r => new ChangeAt(
                new PlaceKey(r.Number * step),
                new ChangeOf(r.Month, r.Kind, r.Count, r.Late)
            )),
        ];
    }

    /// <summary>Events of a small place, one change each.</summary>
    private static async Task<List<ChangeAt>> EventsAsync(
        GulouDb db,
        PlaceRange scope,
        int from,
        CancellationToken cancellation
    )
    {
        var first = Months.First(from);
        var people = await PersonEvents(db, scope)
            .Where(e => e.On >= first && e.Change != 0)
            .Select(e => new
            {
                e.Scope,
                e.On,
                Kind = (int)e.Kind,
                e.Change,
                e.Late,
            })
            .ToListAsync(cancellation);
        var households = await HouseholdEvents(db, scope)
            .Where(e => e.On >= first && e.Change != 0)
            .Select(e => new
            {
                e.Scope,
                e.On,
                Kind = (int)e.Kind,
                e.Change,
                e.Late,
            })
            .ToListAsync(cancellation);
        return
        [
            .. people
                .Concat(households)
                .Select(e => new ChangeAt(
                    e.Scope,
                    new ChangeOf(Months.Of(e.On), e.Kind, e.Late ? 0 : e.Change, e.Late ? e.Change : 0)
                )),
        ];
    }

    private static IQueryable<PopulationCount> Counts(GulouDb db, PlaceRange scope) =>
        db.PopulationCounts.Within(scope, c => c.Scope);

    private static IQueryable<Household> Households(GulouDb db) => db.Households.Where(h => h.To == null);

    /// <summary>Who counts: registered members of households, not officials entered for their posts.</summary>
    private static IQueryable<Person> People(GulouDb db) => db.People.Where(p => p.To == null && p.HouseholdId != null);

    private static IQueryable<PersonEvent> PersonEvents(GulouDb db, PlaceRange scope) =>
        db.PersonEvents.Within(scope, e => e.Scope);

    private static IQueryable<HouseholdEvent> HouseholdEvents(GulouDb db, PlaceRange scope) =>
        db.HouseholdEvents.Within(scope, e => e.Scope);
}
