using Gulou.Kernel.Places;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>A place in a list.</summary>
/// <param name="Children">How many places stand one level below it.</param>
public sealed record PlaceItem(Place Place, int Children);

/// <summary>Reads the map. Only places that stand today are found.</summary>
public sealed class PlaceReader(Database database)
{
    /// <summary>The place with this key.</summary>
    public async Task<Place?> FindAsync(PlaceKey key, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await Standing(db, key.Depth).SingleOrDefaultAsync(p => p.Key == key, cancellation);
    }

    /// <summary>The place and all above it, top first.</summary>
    public async Task<IReadOnlyList<Place>> PathAsync(PlaceKey key, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var path = key.Path.ToList();
        return await db
            .Places.Where(p => path.Contains(p.Key) && p.To == null)
            .OrderBy(p => p.Key)
            .ToListAsync(cancellation);
    }

    /// <summary>The places one level below, in map order, each with the number of its own children.</summary>
    public async Task<IReadOnlyList<PlaceItem>> ChildrenAsync(PlaceKey parent, CancellationToken cancellation = default)
    {
        if (parent.Depth >= (int)PlaceLevel.Unit)
            return [];
        await using var db = database.NewContext();
        var step = parent.Child(1).Value - parent.Value;
        var places = await OfLevel(db, parent, step, parent.Depth + 1).OrderBy(p => p.Key).ToListAsync(cancellation);
        var children = new Dictionary<long, int>();
        if (parent.Depth + 2 <= (int)PlaceLevel.Unit)
        {
            var below = parent.Child(1).Child(1).Value - parent.Child(1).Value;
            children = await OfLevel(db, parent, below, parent.Depth + 2)
                .Where(p => (long)(object)p.Key % step != 0)
                .GroupBy(p => (long)(object)p.Key / step)
                .Select(g => new { Number = g.Key, Count = g.Count() })
                .ToDictionaryAsync(g => g.Number, g => g.Count, cancellation);
        }
        return [.. places.Select(p => new PlaceItem(p, children.GetValueOrDefault(p.Key.Value / step)))];
    }

    /// <summary>
    /// Places within the scopes whose name holds the text, whose initials begin with it (letters), or whose official
    /// code does (digits); in map order, after a key.
    /// </summary>
    public async Task<IReadOnlyList<Place>> SearchAsync(
        IReadOnlyList<PlaceRange> scopes,
        string text,
        PlaceKey after,
        int take,
        CancellationToken cancellation = default
    )
    {
        var term = text.Trim().ToLowerInvariant();
        if (term.Length == 0)
            return [];
        await using var db = database.NewContext();
        var places = db.Places.Where(p => p.To == null).Within(scopes, p => p.Key).Where(p => p.Key > after);
        if (term.All(char.IsAsciiDigit))
        {
            var coded = db.PlaceCodes.Where(c => c.To == null && c.Code.StartsWith(term)).Select(c => c.PlaceId);
            places = places.Where(p => coded.Contains(p.Id));
        }
        else if (term.All(char.IsAsciiLetter))
            places = places.Where(p => p.Initials.StartsWith(term));
        else
            places = places.Where(p => p.Name.Contains(term) || p.ShortName.Contains(term));
        return await places.OrderBy(p => p.Key).Take(take).ToListAsync(cancellation);
    }

    /// <summary>The places with these keys that stand, by key.</summary>
    public async Task<IReadOnlyDictionary<PlaceKey, Place>> NamesAsync(
        IEnumerable<PlaceKey> keys,
        CancellationToken cancellation = default
    )
    {
        var wanted = keys.Distinct().ToList();
        await using var db = database.NewContext();
        return await db
            .Places.Where(p => wanted.Contains(p.Key) && p.To == null)
            .ToDictionaryAsync(p => p.Key, cancellation);
    }

    /// <summary>All codes a place bears or bore, those of today first.</summary>
    public async Task<IReadOnlyList<PlaceCode>> CodesAsync(
        int cell,
        long place,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var codes = await db.PlaceCodes.Where(c => c.Cell == cell && c.PlaceId == place).ToListAsync(cancellation);
        return [.. codes.OrderBy(c => c.To is not null).ThenBy(c => c.Scheme).ThenByDescending(c => c.From)];
    }

    /// <summary>All grids and units that stand in a village, in map order.</summary>
    public async Task<IReadOnlyList<Grid>> GridsAsync(PlaceKey village, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await db
            .Grids.Within(village.Range, g => g.Key)
            .Where(g => g.To == null)
            .OrderBy(g => g.Key)
            .ToListAsync(cancellation);
    }

    /// <summary>How many places stand below, by level.</summary>
    public async Task<IReadOnlyList<(PlaceLevel Level, int Count)>> CountsBelowAsync(
        PlaceKey place,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var counts = new List<(PlaceLevel, int)>();
        for (var depth = place.Depth + 1; depth <= (int)PlaceLevel.Unit; depth++)
        {
            var (step, above) = (PlaceKeys.StepOf(depth), PlaceKeys.StepOf(depth - 1));
            var count = await OfLevel(db, place, step, depth)
                .CountAsync(p => (long)(object)p.Key % above != 0, cancellation);
            if (count > 0)
                counts.Add(((PlaceLevel)depth, count));
        }
        return counts;
    }

    /// <summary>What a division file would change.</summary>
    public async Task<DivisionDiff> CompareAsync(
        DivisionTable table,
        CodeScheme scheme = CodeScheme.Statistics,
        IReadOnlyList<DivisionAnswer>? answers = null,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return (await MapBeside.OfAsync(db, table, scheme, cancellation)).Compare(table, scheme, answers);
    }

    /// <summary>The grids and units that stand at and below a place and bear a code, as a list to be edited.</summary>
    public async Task<DivisionTable> GridListAsync(
        PlaceKey place,
        DateOnly day,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var codes = await new GridCodesIn(place).On(db).ToDictionaryAsync(c => c.PlaceId, c => c.Code, cancellation);
        var grids = await db
            .Grids.Within(place.Range, g => g.Key)
            .Where(g => g.To == null)
            .OrderBy(g => g.Key)
            .ToListAsync(cancellation);
        return DivisionTable.OfGrids(
            grids.Where(g => codes.ContainsKey(g.Id)).Select(g => (codes[g.Id], g.Name, g.Kind)),
            day
        );
    }

    private static IQueryable<Place> Standing(GulouDb db, int depth) =>
        (depth <= (int)PlaceLevel.Village ? (IQueryable<Place>)db.Divisions : db.Grids).Where(p => p.To == null);

    /// <summary>Places of one level inside another: their keys are whole steps of that level.</summary>
    private static IQueryable<Place> OfLevel(GulouDb db, PlaceKey within, long step, int depth) =>
        Standing(db, depth)
            .Within(within.Range, p => p.Key)
            .Where(p => p.Key != within && (long)(object)p.Key % step == 0);
}
