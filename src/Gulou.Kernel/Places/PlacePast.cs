namespace Gulou.Kernel.Places;

/// <summary>
/// How a place stood on the map for a time that has ended: with the places of today it gives the map of any past day. A
/// key once here is never given to another place.
/// </summary>
public sealed class PlacePast
{
    /// <summary>The place's cell.</summary>
    public int Cell { get; set; }

    /// <summary>Which place.</summary>
    public long PlaceId { get; set; }

    /// <summary>First day no longer so.</summary>
    public DateOnly To { get; set; }

    /// <summary>Its position then.</summary>
    public PlaceKey Key { get; set; }

    /// <summary>First day; the same as <see cref="To"/> for a state that was replaced on its first day.</summary>
    public DateOnly From { get; set; }

    /// <summary>The official name then.</summary>
    public required string Name { get; set; }

    /// <summary>The short name then.</summary>
    public required string ShortName { get; set; }

    /// <summary>The kind then.</summary>
    public PlaceKind Kind { get; set; }
}

/// <summary>What happened to a place. The number is stored.</summary>
public enum PlaceEventKind
{
    /// <summary>更名</summary>
    Renamed = 1,

    /// <summary>Another kind, such as village to community (村改居).</summary>
    Reclassified = 2,

    /// <summary>代码变更; also a first code, or one that ended.</summary>
    Recoded = 3,

    /// <summary>Under another place (划转).</summary>
    Moved = 4,

    /// <summary>Taken in by another place (并入).</summary>
    MergedInto = 5,

    /// <summary>Took in another place.</summary>
    Absorbed = 6,

    /// <summary>A part became a place of its own (析出).</summary>
    SplitOff = 7,

    /// <summary>Made from a part of another place.</summary>
    SplitFrom = 8,

    /// <summary>撤销</summary>
    Abolished = 9,

    /// <summary>恢复</summary>
    Restored = 10,

    /// <summary>Households or grids were given to another grid or unit (网格调整).</summary>
    Redrawn = 11,

    /// <summary>Went to another county, where a successor goes on (划出).</summary>
    WentToCounty = 12,

    /// <summary>Goes on for a place of another county (划入).</summary>
    CameFromCounty = 13,

    /// <summary>Households went with their homes to another village (住户划出).</summary>
    HouseholdsWent = 14,

    /// <summary>Households came with their homes from another village (住户划入).</summary>
    HouseholdsCame = 15,
}

/// <summary>Something that happened to a place, with the document it rests on.</summary>
public sealed class PlaceEvent
{
    /// <summary>The place's cell.</summary>
    public int Cell { get; set; }

    /// <summary>The event's id.</summary>
    public long Id { get; set; }

    /// <summary>To which place.</summary>
    public long PlaceId { get; set; }

    /// <summary>What.</summary>
    public PlaceEventKind Kind { get; set; }

    /// <summary>First day of the new state.</summary>
    public DateOnly On { get; set; }

    /// <summary>The document it rests on (文号); empty where a year's table says so.</summary>
    public string Document { get; set; } = "";

    /// <summary>The other place of a merge, split or move; null where there is none.</summary>
    public long? OtherId { get; set; }

    /// <summary>The name, code or parent before; empty where there is none.</summary>
    public string Before { get; set; } = "";

    /// <summary>The name, code or parent after; empty where there is none.</summary>
    public string After { get; set; } = "";
}
