using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Places;

public enum AddGridOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    ParentGone,

    /// <summary>Grids lie under villages, units under grids; under a dedicated grid lies nothing.</summary>
    NotUnderThisPlace,

    /// <summary>A grid is a hamlet committee, urban or dedicated; a unit has no kind.</summary>
    KindOfOtherLevel,
    NameMissing,

    /// <summary>Args: how many numbers the parent had.</summary>
    NumbersUsedUp,
}

/// <summary>
/// Draws a grid in a village or a ten-household unit in a grid, under the next number never used there, with its grid
/// code where the village bears an official one.
/// </summary>
public sealed record AddGrid : Command<AddGridOutcome>
{
    public const int LongestName = 50;

    public required long ParentId { get; init; }
    public required string Name { get; init; }
    public PlaceKind Kind { get; init; }

    public override string Verb => "places.add-grid";

    public override string Capability => PlacesCapabilities.Edit;

    public override void Needs(World w)
    {
        if (w.PlaceOf(Cell, ParentId) is not { } parent)
            return;
        w.All(new GridsIn(parent.Key));
        w.All(new FormerKeysUnder(parent.Key));
        w.All(new CodesOf(Cell, ParentId));
    }

    public override Target? Target(World w) => w.PlaceOf(Cell, ParentId) is { } parent ? new Target(parent.Key) : null;

    public override AddGridOutcome Decide(World w)
    {
        var parent = w.PlaceOf(Cell, ParentId)!;
        if (parent.To is not null)
            return AddGridOutcome.ParentGone;
        if (parent.Level is not (PlaceLevel.Village or PlaceLevel.Grid) || parent.Kind == PlaceKind.Dedicated)
            return AddGridOutcome.NotUnderThisPlace;
        var isGrid = parent.Level == PlaceLevel.Village;
        if (isGrid ? Kind is not (PlaceKind.Hamlet or PlaceKind.Urban or PlaceKind.Dedicated) : Kind != PlaceKind.Plain)
            return AddGridOutcome.KindOfOtherLevel;
        var name = Name.Trim();
        if (name.Length is 0 or > LongestName)
            return w.Refuse(AddGridOutcome.NameMissing, LongestName);
        var used = w.All(new GridsIn(parent.Key))
            .Select(g => g.Key)
            .Concat(w.All(new FormerKeysUnder(parent.Key)).Select(past => past.Key))
            .Where(key => key.Parent == parent.Key);
        if (!new KeyAllocator(used).TryAllocate(parent.Key, null, out var key))
            return w.Refuse(AddGridOutcome.NumbersUsedUp, PlaceKey.MaxNumber(parent.Key.Depth + 1));
        var grid = new Grid
        {
            Cell = Cell,
            Id = w.NewId(),
            Key = key,
            Name = name,
            ShortName = name,
            Initials = w.Pinyin.Initials(name),
            Kind = Kind,
            From = w.Today,
            Since = w.Today,
        };
        w.Add(grid);
        if (CodeFor(w, parent, key.Number) is { } code)
        {
            w.Add(
                new PlaceCode
                {
                    Cell = Cell,
                    Id = w.NewId(),
                    PlaceId = grid.Id,
                    Scheme = CodeScheme.Grid,
                    Code = code.ToString(),
                    From = w.Today,
                }
            );
        }
        w.Subject = grid.Id;
        return AddGridOutcome.Done;
    }

    private GridCode? CodeFor(World w, Place parent, int number)
    {
        var scheme = parent.Level == PlaceLevel.Village ? CodeScheme.Statistics : CodeScheme.Grid;
        if (w.All(new CodesOf(Cell, ParentId)).FirstOrDefault(c => c.Scheme == scheme)?.Code is not { } code)
            return null;
        if (scheme == CodeScheme.Statistics)
            return GridCode.Middle(code, number);
        return number <= 99 ? GridCode.Parse(code).Small(number) : null;
    }
}

/// <summary>All grids and units below a place, of now and of before.</summary>
public sealed record GridsIn(PlaceKey Place) : Query<Grid>
{
    public override IQueryable<Grid> On(GulouDb db) => db.Grids.Within(Place.Range, g => g.Key);
}

/// <summary>The codes a place bears today.</summary>
public sealed record CodesOf(int Cell, long PlaceId) : Query<PlaceCode>
{
    public override IQueryable<PlaceCode> On(GulouDb db) =>
        db.PlaceCodes.Where(c => c.Cell == Cell && c.PlaceId == PlaceId && c.To == null);
}
