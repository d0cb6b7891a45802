using Gulou.Kernel.Places;

namespace Gulou.Kernel.People;

/// <summary>
/// What the events of one kind changed in one month of one village; and, in month <see cref="Now"/>, how many there are
/// now. Sums over villages give every figure above them.
/// </summary>
public sealed class PopulationCount
{
    /// <summary>The month of the rows that say how many there are now.</summary>
    public const int Now = 0;

    /// <summary>The kind of the row that counts people.</summary>
    public const int People = 0;

    /// <summary>The kind of the row that counts households.</summary>
    public const int Households = 100;

    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The village.</summary>
    public long PlaceId { get; set; }

    /// <summary>The month as yyyymm, or <see cref="Now"/>.</summary>
    public int Month { get; set; }

    /// <summary>
    /// A <see cref="PersonEventKind"/> or <see cref="HouseholdEventKind"/>; with <see cref="Now"/>,
    /// <see cref="People"/> or <see cref="Households"/>.
    /// </summary>
    public int Kind { get; set; }

    /// <summary>Today's key of the village.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>The change recorded while the month was open; or how many there are now.</summary>
    public int Count { get; set; }

    /// <summary>The change recorded after the month was closed.</summary>
    public int Late { get; set; }
}
