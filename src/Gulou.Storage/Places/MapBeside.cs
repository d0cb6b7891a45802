using Gulou.Kernel.Places;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>
/// The part of the map that a table is compared with: all divisions, and for a list of grids those of its villages.
/// </summary>
/// <param name="Places">The places, ended ones too.</param>
/// <param name="Codes">The codes they bear.</param>
/// <param name="Ended">The codes they bore.</param>
/// <param name="Area">The smallest place that holds all a list of grids is about; null where it knows none.</param>
internal sealed record MapBeside(
    IReadOnlyList<Place> Places,
    IReadOnlyList<PlaceCode> Codes,
    IReadOnlyList<PlaceCode> Ended,
    PlaceKey? Area
)
{
    /// <summary>As loaded for a command; incomplete until all it asks for is there.</summary>
    public static MapBeside Of(World w, DivisionTable table, CodeScheme scheme)
    {
        var divisions = w.All(new AllDivisions());
        if (scheme != CodeScheme.Grid)
            return new(divisions, w.All(new CodesInForce(scheme)), w.All(new CodesEnded(scheme)), null);
        var codes = w.All(new CodesInForce(CodeScheme.Statistics));
        if (AreaOf(table, divisions, codes) is not { } area)
            return new(divisions, codes, [], null);
        return new(
            [.. divisions, .. w.All(new AllGridsIn(area))],
            [.. codes, .. w.All(new GridCodesIn(area))],
            w.All(new GridCodesEndedIn(area)),
            area
        );
    }

    /// <summary>As it stands in the database.</summary>
    public static async Task<MapBeside> OfAsync(
        GulouDb db,
        DivisionTable table,
        CodeScheme scheme,
        CancellationToken cancellation
    )
    {
        var divisions = await Read(new AllDivisions());
        if (scheme != CodeScheme.Grid)
            return new(divisions, await Read(new CodesInForce(scheme)), await Read(new CodesEnded(scheme)), null);
        var codes = await Read(new CodesInForce(CodeScheme.Statistics));
        if (AreaOf(table, divisions, codes) is not { } area)
            return new(divisions, codes, [], null);
        return new(
            [.. divisions, .. await Read(new AllGridsIn(area))],
            [.. codes, .. await Read(new GridCodesIn(area))],
            await Read(new GridCodesEndedIn(area)),
            area
        );

        Task<List<T>> Read<T>(Query<T> query)
            where T : class => query.On(db).ToListAsync(cancellation);
    }

    /// <summary>The places with their codes, as the comparison takes them.</summary>
    public IEnumerable<KnownPlace> Known
    {
        get
        {
            var codeOf = Codes.ToDictionary(c => c.PlaceId, c => c.Code);
            var lastOf = new Dictionary<long, PlaceCode>();
            foreach (var code in Ended)
            {
                if (!lastOf.TryGetValue(code.PlaceId, out var other) || other.To < code.To)
                    lastOf[code.PlaceId] = code;
            }
            return Places.Select(d => new KnownPlace(
                d.Id,
                d.Key,
                d.To is null ? codeOf.GetValueOrDefault(d.Id) : null,
                d.Name,
                d.Kind
            )
            {
                Stands = d.To is null,
                LastCode = lastOf.GetValueOrDefault(d.Id)?.Code,
            });
        }
    }

    /// <summary>What a table would change; names follow the statistics bureau and the lists of grids.</summary>
    public DivisionDiff Compare(DivisionTable table, CodeScheme scheme, IReadOnlyList<DivisionAnswer>? answers) =>
        DivisionDiff.Compare(Known, table, scheme != CodeScheme.CivilAffairs, answers);

    private static PlaceKey? AreaOf(
        DivisionTable table,
        IEnumerable<Place> divisions,
        IEnumerable<PlaceCode> statistics
    )
    {
        var villages = table.Rows.Select(row => OfficialCode.Of(row.Official.At(PlaceLevel.Village))).ToHashSet();
        var bearers = statistics.Where(c => villages.Contains(c.Code)).Select(c => c.PlaceId).ToHashSet();
        PlaceKey? area = null;
        foreach (var village in divisions.Where(d => bearers.Contains(d.Id)))
            area = area is { } so ? so.With(village.Key) : village.Key;
        return area;
    }
}

/// <summary>
/// All grids and units at and below a place, of now and of before. Statements change them, not tracking.
/// </summary>
public sealed record AllGridsIn(PlaceKey Place) : Query<Grid>
{
    public override IQueryable<Grid> On(GulouDb db) => db.Grids.AsNoTracking().Within(Place.Range, g => g.Key);
}

/// <summary>The grid codes once borne at and below a place.</summary>
public sealed record GridCodesEndedIn(PlaceKey Place) : Query<PlaceCode>
{
    public override IQueryable<PlaceCode> On(GulouDb db)
    {
        var grids = db.Grids.Within(Place.Range, g => g.Key).Select(g => g.Id);
        return db
            .PlaceCodes.AsNoTracking()
            .Where(c => c.Scheme == CodeScheme.Grid && c.To != null && grids.Contains(c.PlaceId));
    }
}
