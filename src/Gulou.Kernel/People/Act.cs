using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.People;

/// <summary>What was recorded in the register of people. The number is stored.</summary>
public enum ActKind
{
    /// <summary>Entered from a list (登记入册).</summary>
    Registered = 1,

    /// <summary>Moved in (迁入).</summary>
    MovedIn = 2,

    /// <summary>Moved out (迁出).</summary>
    MovedOut = 3,

    /// <summary>Moved to another household (转户).</summary>
    MovedWithin = 4,

    /// <summary>Born (出生).</summary>
    Born = 5,

    /// <summary>Died (死亡).</summary>
    Died = 6,

    /// <summary>A household was split (分户).</summary>
    Split = 7,

    /// <summary>Two households were joined (并户).</summary>
    Joined = 8,

    /// <summary>Another head (变更户主).</summary>
    HeadChanged = 9,

    /// <summary>A detail was put right (更正).</summary>
    Corrected = 10,

    /// <summary>A whole household moved away (整户迁出).</summary>
    Closed = 11,

    /// <summary>A household was put into a grid or unit (调整网格).</summary>
    Placed = 12,

    /// <summary>Two records of one person became one (合并重复登记).</summary>
    Merged = 13,

    /// <summary>Another act was reversed (撤销).</summary>
    Undone = 14,
}

/// <summary>
/// One thing recorded in the register of people: its events, of one or many people and households, stand and are
/// reversed together.
/// </summary>
public sealed class Act
{
    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The act's id.</summary>
    public long Id { get; set; }

    /// <summary>What.</summary>
    public ActKind Kind { get; set; }

    /// <summary>The day it happened.</summary>
    public DateOnly On { get; set; }

    /// <summary>When it was recorded.</summary>
    public Instant RecordedAt { get; set; }

    /// <summary>Who recorded it: a person's id, 0 for the system.</summary>
    public long RecordedBy { get; set; }

    /// <summary>Where; never changes.</summary>
    public long PlaceId { get; set; }

    /// <summary>Today's key of that place.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>Where from or to, or why, in words; at most 100 characters.</summary>
    public string Note { get; set; } = "";

    /// <summary>The entry it made in the ledger, if any.</summary>
    public ClientId? Entry { get; set; }

    /// <summary>The other side of a move between counties: its cell.</summary>
    public int? OtherCell { get; set; }

    /// <summary>The other side of a move between counties: its act.</summary>
    public long? OtherAct { get; set; }

    /// <summary>Another village took the person over by ID number; the sending village reads it as a notice.</summary>
    public bool TakenOver { get; set; }

    /// <summary>The act it reverses, if it is a reversal.</summary>
    public long? Undoes { get; set; }

    /// <summary>The act that reversed it, if any.</summary>
    public long? UndoneBy { get; set; }
}

/// <summary>What a person or household was before an act, sealed: nothing is overwritten.</summary>
public sealed class RecordVersion
{
    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The act that changed it.</summary>
    public long Act { get; set; }

    /// <summary>The person or household.</summary>
    public long Subject { get; set; }

    /// <summary>All fields before, encrypted.</summary>
    public required byte[] Content { get; set; }
}

/// <summary>Two people of a cell who look alike and are known to be two; they are not asked about again.</summary>
public sealed class DifferentPeople
{
    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The smaller id.</summary>
    public long PersonId { get; set; }

    /// <summary>The larger id.</summary>
    public long OtherId { get; set; }
}
