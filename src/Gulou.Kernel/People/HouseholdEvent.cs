using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.People;

/// <summary>What happened to a household. The number is stored; none is a number of a person's event.</summary>
public enum HouseholdEventKind
{
    /// <summary>Entered from an existing list (登记入册).</summary>
    Registered = 101,

    /// <summary>Founded by people who moved in (迁入立户).</summary>
    MovedIn = 102,

    /// <summary>Founded by members of another household (分户).</summary>
    SplitOff = 103,

    /// <summary>Joined into another household (并户).</summary>
    Joined = 104,

    /// <summary>Ended when its last member was gone (销户).</summary>
    Closed = 105,

    /// <summary>Came to this grid or unit of its village.</summary>
    PlacedIn = 106,

    /// <summary>Went to another grid or unit of its village.</summary>
    PlacedOut = 107,

    /// <summary>Came with its home from another village of the county (县内划入).</summary>
    TransferredIn = 108,

    /// <summary>Went with its home to another village of the county (县内划出).</summary>
    TransferredOut = 109,
}

/// <summary>An event of a household, kept like a <see cref="PersonEvent"/>.</summary>
public sealed class HouseholdEvent
{
    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The event's id.</summary>
    public long Id { get; set; }

    /// <summary>The act it belongs to.</summary>
    public long Act { get; set; }

    /// <summary>To which.</summary>
    public long HouseholdId { get; set; }

    /// <summary>What; of a reversal, what it reverses.</summary>
    public HouseholdEventKind Kind { get; set; }

    /// <summary>The day it happened.</summary>
    public DateOnly On { get; set; }

    /// <summary>When it was recorded.</summary>
    public Instant RecordedAt { get; set; }

    /// <summary>Recorded when its month was closed.</summary>
    public bool Late { get; set; }

    /// <summary>What it does to the number of households at its place: 1, 0 or −1.</summary>
    public int Change { get; set; }

    /// <summary>The event that it reverses, if it is a reversal.</summary>
    public long? Undoes { get; set; }

    /// <summary>Where it happened; never changes.</summary>
    public long PlaceId { get; set; }

    /// <summary>Today's key of that place.</summary>
    public PlaceKey Scope { get; set; }
}
