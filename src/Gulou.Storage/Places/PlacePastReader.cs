using Gulou.Kernel.Places;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>How a place stood on a day.</summary>
public sealed record PlaceThen(int Cell, long Id, PlaceKey Key, string Name, string ShortName, PlaceKind Kind);

/// <summary>An event with the other place's name as it is today.</summary>
public sealed record PlaceHappening(PlaceEvent Event, string OtherName, PlaceKey? OtherKey);

/// <summary>Reads the map of past days, and what happened to a place.</summary>
public sealed class PlacePastReader(Database database)
{
    /// <summary>The places that stood within an interval of keys on a day, by key.</summary>
    /// <param name="range">The interval as the map was on that day.</param>
    /// <param name="day">Any day; of today it gives the map as it is.</param>
    /// <param name="depth">Only places of this level; 0 for all.</param>
    public async Task<IReadOnlyList<PlaceThen>> AsOfAsync(
        PlaceRange range,
        DateOnly day,
        int depth = 0,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var found = new List<PlaceThen>();
        var (step, above) = depth == 0 ? (1, 0) : (PlaceKeys.StepOf(depth), PlaceKeys.StepOf(depth - 1));
        var still = db.Places.Within(range, p => p.Key).Where(p => p.Since <= day && (p.To == null || day < p.To));
        var past = db.PlacePasts.Within(range, p => p.Key).Where(p => p.From <= day && day < p.To);
        if (depth > 0)
        {
            still = still.Where(p => (long)(object)p.Key % step == 0 && (long)(object)p.Key % above != 0);
            past = past.Where(p => (long)(object)p.Key % step == 0 && (long)(object)p.Key % above != 0);
        }
        foreach (var p in await still.ToListAsync(cancellation))
            found.Add(new PlaceThen(p.Cell, p.Id, p.Key, p.Name, p.ShortName, p.Kind));
        foreach (var p in await past.ToListAsync(cancellation))
            found.Add(new PlaceThen(p.Cell, p.PlaceId, p.Key, p.Name, p.ShortName, p.Kind));
        return [.. found.OrderBy(p => p.Key)];
    }

    /// <summary>How a place stood on a day; null where it did not.</summary>
    public async Task<PlaceThen?> AsOfAsync(
        int cell,
        long place,
        DateOnly day,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var now = await db.Places.SingleOrDefaultAsync(p => p.Cell == cell && p.Id == place, cancellation);
        if (now is null)
            return null;
        if (now.Since <= day && (now.To is not { } end || day < end))
            return new PlaceThen(cell, place, now.Key, now.Name, now.ShortName, now.Kind);
        var past = await db
            .PlacePasts.Where(p => p.Cell == cell && p.PlaceId == place && p.From <= day && day < p.To)
            .FirstOrDefaultAsync(cancellation);
        return past is null ? null : new PlaceThen(cell, place, past.Key, past.Name, past.ShortName, past.Kind);
    }

    /// <summary>
    /// All places that lay in a place on a day, itself included: what its figures of a period that ended then are made
    /// of, whatever became of them since.
    /// </summary>
    public async Task<IReadOnlySet<long>> IdsUnderAsync(
        int cell,
        long place,
        DateOnly day,
        CancellationToken cancellation = default
    ) =>
        await AsOfAsync(cell, place, day, cancellation) is { } then
            ? (await AsOfAsync(then.Key.Range, day, cancellation: cancellation)).Select(p => p.Id).ToHashSet()
            : new HashSet<long>();

    /// <summary>What happened to a place, the newest first.</summary>
    public async Task<IReadOnlyList<PlaceHappening>> HappeningsAsync(
        int cell,
        long place,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var events = await db
            .PlaceEvents.Where(e => e.Cell == cell && e.PlaceId == place)
            .OrderByDescending(e => e.On)
            .ThenByDescending(e => e.Id)
            .Take(take)
            .ToListAsync(cancellation);
        var others = events.Select(e => e.OtherId).OfType<long>().Distinct().ToList();
        var names = await db
            .Places.Where(p => others.Contains(p.Id))
            .ToDictionaryAsync(
                p => p.Id,
                p => (p.ShortName, Key: p.To == null ? p.Key : (PlaceKey?)null),
                cancellation
            );
        return
        [
            .. events.Select(e =>
            {
                var other = e.OtherId is { } id && names.TryGetValue(id, out var found) ? found : ("", null);
                return new PlaceHappening(e, other.Item1, other.Item2);
            }),
        ];
    }

    /// <summary>
    /// The scopes and where the places in them lay before: what was recorded under a former key, and is never
    /// rewritten, belongs to whoever has the place today.
    /// </summary>
    internal static async Task<IReadOnlyList<PlaceRange>> WithFormerAsync(
        GulouDb db,
        IReadOnlyList<PlaceRange> scopes,
        CancellationToken cancellation
    )
    {
        var here = db.Places.Within(scopes, p => p.Key).Select(p => p.Id);
        var former = db.PlacePasts.Where(past => here.Contains(past.PlaceId));
        foreach (var scope in scopes)
        {
            var (low, high) = (new PlaceKey(scope.Low), new PlaceKey(scope.High));
            former = former.Where(past => past.Key < low || past.Key >= high);
        }
        var keys = await former.Select(past => past.Key).Distinct().ToListAsync(cancellation);
        var ranges = keys.ConvertAll(key => key.Range);
        return [.. scopes, .. ranges.Where(range => !ranges.Exists(other => other != range && other.Contains(range)))];
    }

    /// <summary>Places abolished right below one, which may be restored.</summary>
    public async Task<IReadOnlyList<Place>> AbolishedBelowAsync(
        PlaceKey parent,
        int take,
        CancellationToken cancellation = default
    )
    {
        if (parent.Depth >= (int)PlaceLevel.Unit)
            return [];
        await using var db = database.NewContext();
        return await new ChildrenOf(parent)
            .On(db)
            .Where(p => p.To != null)
            .OrderByDescending(p => p.To)
            .Take(take)
            .ToListAsync(cancellation);
    }
}
