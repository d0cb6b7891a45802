using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Storage.People.Import;

/// <summary>How far an import is. The number is stored.</summary>
public enum ImportState
{
    /// <summary>The file is here; its columns are to be confirmed.</summary>
    Brought = 1,

    /// <summary>The whole list is being read and compared; nothing is stored.</summary>
    Checking = 2,

    /// <summary>What would happen is known; someone has to decide.</summary>
    Checked = 3,

    /// <summary>All or nothing: the ID numbers are being reserved; from their last on nothing can fail.</summary>
    Reserving = 4,

    /// <summary>Households are being entered.</summary>
    Entering = 5,
    Done = 6,

    /// <summary>All or nothing: someone else registered one of the people meanwhile; nothing was stored.</summary>
    Withdrawn = 7,

    /// <summary>The file could not be read; nothing was stored.</summary>
    Unreadable = 8,

    /// <summary>Given up by its owner; nothing was stored.</summary>
    Dropped = 9,

    /// <summary>
    /// The database was restored from a backup, which has no lists; what was stored until then stays.
    /// </summary>
    BrokenOff = 10,
}

/// <summary>What to store of a list with faults. The number is stored.</summary>
public enum ImportMode
{
    AllOrNothing = 1,
    GoodRows = 2,
}

/// <summary>A list of people handed in for a place, and what became of it.</summary>
public sealed class PeopleImport
{
    public int Cell { get; set; }
    public long Id { get; set; }

    /// <summary>For this place and those below it.</summary>
    public long PlaceId { get; set; }
    public PlaceKey Scope { get; set; }

    public required string FileName { get; set; }

    /// <summary>The keyed hash of the file's bytes.</summary>
    public required byte[] FileHash { get; set; }

    /// <summary>Who brought it; 0 for the operator at the machine.</summary>
    public long PersonId { get; set; }
    public Instant BroughtAt { get; set; }
    public Instant? EndedAt { get; set; }

    public ImportState State { get; set; }
    public ImportMode? Mode { get; set; }

    /// <summary>Registered people's details are put right where the list has others.</summary>
    public bool UpdateDetails { get; set; }

    /// <summary>Which column holds what; empty until confirmed.</summary>
    public string Columns { get; set; } = "";

    /// <summary>Rows that name someone.</summary>
    public int Rows { get; set; }

    /// <summary>Of them: people to be entered.</summary>
    public int Fresh { get; set; }

    /// <summary>Registered, and nothing differs.</summary>
    public int Same { get; set; }

    /// <summary>Registered with other details, left or put right.</summary>
    public int Differing { get; set; }

    /// <summary>Rows that cannot be stored.</summary>
    public int Bad { get; set; }

    /// <summary>The last id that was made when the list was checked: whoever has a later one came after.</summary>
    public long PlannedTo { get; set; }

    /// <summary>Households that are to be entered or changed.</summary>
    public int Households { get; set; }

    /// <summary>Households of the plan that are done: where a job goes on after a crash.</summary>
    public int Entered { get; set; }

    /// <summary>People entered so far.</summary>
    public int Added { get; set; }

    /// <summary>Rows that someone else registered while the list was stored, with commas.</summary>
    public string Late { get; set; } = "";

    /// <summary>Why the file could not be read, as a word.</summary>
    public string Problem { get; set; } = "";

    /// <summary>Nothing will happen to it any more.</summary>
    public bool IsOver => State >= ImportState.Done;

    /// <summary>There is something to say about its rows.</summary>
    public bool HasRemarks => Bad > 0 || Differing > 0 || Late.Length > 0;

    /// <summary>Its job has something to do.</summary>
    public bool IsUnderWay => State is ImportState.Checking or ImportState.Reserving or ImportState.Entering;
}

/// <summary>The columns someone confirmed for a set of headings, offered when the same headings come again.</summary>
public sealed class KnownHeadings
{
    public int Cell { get; set; }

    /// <summary>The first 63 bits of the headings' hash.</summary>
    public long Id { get; set; }

    public string Columns { get; set; } = "";
}
