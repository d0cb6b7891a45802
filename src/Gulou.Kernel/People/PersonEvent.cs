using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.People;

/// <summary>What happened to a person. The number is stored.</summary>
public enum PersonEventKind
{
    /// <summary>Entered from an existing list (登记入册).</summary>
    Registered = 1,

    /// <summary>Born (出生).</summary>
    Born = 2,

    /// <summary>Moved in from outside the county (迁入).</summary>
    MovedIn = 3,

    /// <summary>Moved out of the county (迁出).</summary>
    MovedOut = 4,

    /// <summary>Died (死亡).</summary>
    Died = 5,

    /// <summary>A detail was put right (更正); changes no count.</summary>
    Corrected = 6,

    /// <summary>Came from another village of the county (县内转入).</summary>
    TransferredIn = 7,

    /// <summary>Went to another village of the county (县内转出).</summary>
    TransferredOut = 8,

    /// <summary>Came from another household or place of the same village (村内转入).</summary>
    WithinIn = 9,

    /// <summary>Went to another household or place of the same village (村内转出).</summary>
    WithinOut = 10,

    /// <summary>Became the head of the household (变更户主); changes no count.</summary>
    BecameHead = 11,

    /// <summary>The record was a double of another one (重复登记注销).</summary>
    Doubled = 12,
}

/// <summary>
/// An event with the day it happened and the time it was recorded, so that opening = last closing and one count holds
/// everywhere. It is never changed or deleted: a wrong one is reversed by another.
/// </summary>
public sealed class PersonEvent
{
    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The event's id.</summary>
    public long Id { get; set; }

    /// <summary>The act it belongs to.</summary>
    public long Act { get; set; }

    /// <summary>To whom.</summary>
    public long PersonId { get; set; }

    /// <summary>In which household, if any.</summary>
    public long? HouseholdId { get; set; }

    /// <summary>What; of a reversal, what it reverses.</summary>
    public PersonEventKind Kind { get; set; }

    /// <summary>The day it happened.</summary>
    public DateOnly On { get; set; }

    /// <summary>When it was recorded.</summary>
    public Instant RecordedAt { get; set; }

    /// <summary>Recorded when its month was closed: it stands in the month's column of corrections.</summary>
    public bool Late { get; set; }

    /// <summary>What it does to the number of people at its place: 1, 0 or −1.</summary>
    public int Change { get; set; }

    /// <summary>The event that it reverses, if it is a reversal.</summary>
    public long? Undoes { get; set; }

    /// <summary>Of a correction, what was put right.</summary>
    public PersonFields Fields { get; set; }

    /// <summary>Where it happened; never changes.</summary>
    public long PlaceId { get; set; }

    /// <summary>Today's key of that place.</summary>
    public PlaceKey Scope { get; set; }
}

/// <summary>Details of a person that can be put right. The number is stored.</summary>
[Flags]
public enum PersonFields
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The name.</summary>
    Name = 1,

    /// <summary>The birthday.</summary>
    Birthday = 2,

    /// <summary>Male or female.</summary>
    Sex = 4,

    /// <summary>The ethnic group.</summary>
    Ethnicity = 8,

    /// <summary>How the person stands to the head.</summary>
    Relation = 16,

    /// <summary>The ID number.</summary>
    CitizenId = 32,

    /// <summary>The phone number.</summary>
    Phone = 64,
}
