namespace Gulou.Kernel.Places;

/// <summary>What sort of place it is, within its level.</summary>
public enum PlaceKind
{
    /// <summary>Nothing more to say than its level.</summary>
    Plain = 0,

    /// <summary>镇</summary>
    Town = 1,

    /// <summary>乡</summary>
    Township = 2,

    /// <summary>街道</summary>
    Street = 3,

    /// <summary>Administrative village, 行政村（村民委员会）</summary>
    Village = 4,

    /// <summary>Community, 社区（居民委员会）</summary>
    Community = 5,

    /// <summary>A statistical stand-in for a village (类似村级单位，开发区、农场).</summary>
    PseudoVillage = 6,

    /// <summary>Hamlet committee, 寨管委</summary>
    Hamlet = 7,

    /// <summary>Urban grid, 城市网格</summary>
    Urban = 8,

    /// <summary>Dedicated grid without households, 专属网格</summary>
    Dedicated = 9,
}

/// <summary>
/// A place of the map. Its <see cref="Id"/> is stable for ever; its <see cref="Key"/> is today's position. Places from
/// village up are <see cref="Division"/>s, below it <see cref="Grid"/>s.
/// </summary>
public abstract class Place
{
    /// <summary>The permanent cell: the number of the county-level place, or of the prefecture or province.</summary>
    public int Cell { get; set; }

    /// <summary>Stable for ever, whatever the place is called or moved to.</summary>
    public long Id { get; set; }

    /// <summary>Today's position; a number once used is never given again.</summary>
    public PlaceKey Key { get; set; }

    /// <summary>The full official name, such as 台盘村村民委员会.</summary>
    public required string Name { get; set; }

    /// <summary>The name people say, such as 台盘村.</summary>
    public required string ShortName { get; set; }

    /// <summary>Pinyin initials of the short name, lower case, for search.</summary>
    public string Initials { get; set; } = "";

    /// <summary>What sort of place it is.</summary>
    public PlaceKind Kind { get; set; }

    /// <summary>First day of validity.</summary>
    public DateOnly From { get; set; }

    /// <summary>
    /// First day of its present name, kind and position; what it was before is in its <see cref="PlacePast"/>.
    /// </summary>
    public DateOnly Since { get; set; }

    /// <summary>First day no longer valid; null while it stands.</summary>
    public DateOnly? To { get; set; }

    /// <summary>The place's level.</summary>
    public PlaceLevel Level => Key.Level;
}

/// <summary>A place from province down to village: reference data, the same everywhere.</summary>
public sealed class Division : Place;

/// <summary>A grid or a ten-household unit below a village.</summary>
public sealed class Grid : Place;

/// <summary>In which numbering a code stands; the same digits may mean different places in two schemes.</summary>
public enum CodeScheme
{
    /// <summary>统计用区划代码 (National Bureau of Statistics)</summary>
    Statistics = 1,

    /// <summary>民政行政区划代码 (Ministry of Civil Affairs)</summary>
    CivilAffairs = 2,

    /// <summary>网格码</summary>
    Grid = 3,
}

/// <summary>An official code borne for a time: codes are renamed, swapped and reused, identities are not.</summary>
public sealed class PlaceCode
{
    /// <summary>The place's cell.</summary>
    public int Cell { get; set; }

    /// <summary>The code's own id.</summary>
    public long Id { get; set; }

    /// <summary>Who bears it.</summary>
    public long PlaceId { get; set; }

    /// <summary>The numbering it stands in.</summary>
    public CodeScheme Scheme { get; set; }

    /// <summary>The code as published, all digits.</summary>
    public required string Code { get; set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; set; }

    /// <summary>First day no longer borne; null while it is.</summary>
    public DateOnly? To { get; set; }
}
