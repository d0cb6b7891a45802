using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>Every division there ever was: keys are never given twice. Statements change them, not tracking.</summary>
public sealed record AllDivisions : Query<Division>
{
    public override IQueryable<Division> On(GulouDb db) => db.Divisions.AsNoTracking();
}

/// <summary>The codes of a scheme borne today.</summary>
public sealed record CodesInForce(CodeScheme Scheme) : Query<PlaceCode>
{
    public override IQueryable<PlaceCode> On(GulouDb db) =>
        db.PlaceCodes.AsNoTracking().Where(c => c.Scheme == Scheme && c.To == null);
}

/// <summary>The codes of a scheme once borne.</summary>
public sealed record CodesEnded(CodeScheme Scheme) : Query<PlaceCode>
{
    public override IQueryable<PlaceCode> On(GulouDb db) =>
        db.PlaceCodes.AsNoTracking().Where(c => c.Scheme == Scheme && c.To != null);
}

/// <summary>Who bears a code today.</summary>
public sealed record BearersOf(CodeScheme Scheme, string Code) : Query<PlaceCode>
{
    public override IQueryable<PlaceCode> On(GulouDb db) =>
        db.PlaceCodes.AsNoTracking().Where(c => c.Scheme == Scheme && c.Code == Code && c.To == null);
}

/// <summary>Positions below a place that places had in the past.</summary>
public sealed record FormerKeysUnder(PlaceKey Place) : Query<PlacePast>
{
    public override IQueryable<PlacePast> On(GulouDb db) =>
        db.PlacePasts.AsNoTracking().Within(Place.Range, past => past.Key);
}

/// <summary>A household that still lives at or below a place, if there is one.</summary>
public sealed record ResidentsIn(PlaceKey Place) : Query<Household>
{
    public override IQueryable<Household> On(GulouDb db) =>
        db.Households.AsNoTracking().Where(h => h.To == null).Within(Place.Range, h => h.Scope).Take(1);
}

/// <summary>The grids (not units) of a cell, of now and of before.</summary>
public sealed record MiddleGridsOf(int Cell) : Query<Grid>
{
    public override IQueryable<Grid> On(GulouDb db)
    {
        var step = PlaceKeys.StepOf((int)PlaceLevel.Grid);
        return db.Grids.AsNoTracking().Where(g => g.Cell == Cell && (long)(object)g.Key % step == 0);
    }
}

/// <summary>The places one level below, of now and of before.</summary>
public sealed record ChildrenOf(PlaceKey Place) : Query<Place>
{
    public override IQueryable<Place> On(GulouDb db)
    {
        var step = PlaceKeys.StepOf(Place.Depth + 1);
        var places = Place.Depth < (int)PlaceLevel.Village ? (IQueryable<Place>)db.Divisions : db.Grids;
        return places
            .AsNoTracking()
            .Within(Place.Range, p => p.Key)
            .Where(p => p.Key != Place && (long)(object)p.Key % step == 0);
    }
}

/// <summary>The grid codes borne today below a village.</summary>
public sealed record GridCodesIn(PlaceKey Village) : Query<PlaceCode>
{
    public override IQueryable<PlaceCode> On(GulouDb db)
    {
        var grids = db.Grids.Within(Village.Range, g => g.Key).Select(g => g.Id);
        return db
            .PlaceCodes.AsNoTracking()
            .Where(c => c.Scheme == CodeScheme.Grid && c.To == null && grids.Contains(c.PlaceId));
    }
}
