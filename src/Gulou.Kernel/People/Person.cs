using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.People;

/// <summary>
/// A person. The ID number and the phone are kept only encrypted, with keyed hashes to find them; the name is plain and
/// shown plain only where the viewer's post allows.
/// </summary>
public sealed class Person
{
    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The person's id.</summary>
    public long Id { get; set; }

    /// <summary>The household; null for someone registered without one.</summary>
    public long? HouseholdId { get; set; }

    /// <summary>Where the person is registered: the household's place, or the lowest place known.</summary>
    public long PlaceId { get; set; }

    /// <summary>Today's key of that place.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>The name.</summary>
    public required string Name { get; set; }

    /// <summary>Pinyin initials of the name, lower case.</summary>
    public string Initials { get; set; } = "";

    /// <summary>Male or female as in the ID number; null if not known.</summary>
    public bool? IsMale { get; set; }

    /// <summary>The birthday, if known.</summary>
    public DateOnly? Birthday { get; set; }

    /// <summary>The ethnic group as written in the household register (民族), empty if not asked.</summary>
    public string Ethnicity { get; set; } = "";

    /// <summary>How the person stands to the head of the household.</summary>
    public Relation Relation { get; set; }

    /// <summary>The encrypted ID number; null if not known.</summary>
    public byte[]? IdCipher { get; set; }

    /// <summary>The keyed hash of the ID number.</summary>
    public byte[]? IdHash { get; set; }

    /// <summary>The encrypted phone number; null if there is none.</summary>
    public byte[]? PhoneCipher { get; set; }

    /// <summary>The keyed hash of the phone number.</summary>
    public byte[]? PhoneHash { get; set; }

    /// <summary>The keyed hash of the phone's last four digits, to find by tail.</summary>
    public byte[]? PhoneTail { get; set; }

    /// <summary>First day registered in this household.</summary>
    public DateOnly From { get; set; }

    /// <summary>First day no longer registered (moved away or died); null while registered.</summary>
    public DateOnly? To { get; set; }

    /// <summary>
    /// What ended the registration: moved out, died, or the record was a double; null while registered.
    /// </summary>
    public PersonEventKind? EndedBy { get; set; }

    /// <summary>The cell of the record that goes on for this one; null unless it moved across counties or was a
    /// double.</summary>
    public int? SuccessorCell { get; set; }

    /// <summary>The record that goes on for this one.</summary>
    public long? SuccessorId { get; set; }

    /// <summary>The cell of the record that this one goes on for; null unless it came from another county.</summary>
    public int? FormerCell { get; set; }

    /// <summary>The record that this one goes on for.</summary>
    public long? FormerId { get; set; }
}

/// <summary>The one place that knows which cell and person an ID number belongs to.</summary>
public sealed class Identity
{
    /// <summary>The keyed hash of the ID number; the table is distributed by it.</summary>
    public required byte[] IdHash { get; set; }

    /// <summary>The person's cell.</summary>
    public int Cell { get; set; }

    /// <summary>The person.</summary>
    public long PersonId { get; set; }
}
