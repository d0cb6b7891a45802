using Gulou.Kernel.Places;

namespace Gulou.Kernel.Posts;

/// <summary>
/// A person in a post at a place for a time (任职). All that someone may do follows from appointments in force: when an
/// official is moved, access moves with the post.
/// </summary>
public sealed class Appointment
{
    /// <summary>The cell of the place.</summary>
    public int Cell { get; set; }

    /// <summary>The appointment's id.</summary>
    public long Id { get; set; }

    /// <summary>Who.</summary>
    public long PersonId { get; set; }

    /// <summary>Which post: a key of <c>definitions/posts.yaml</c>.</summary>
    public required string Post { get; set; }

    /// <summary>Where.</summary>
    public long PlaceId { get; set; }

    /// <summary>Today's key of that place.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>First day in post.</summary>
    public DateOnly From { get; set; }

    /// <summary>First day no longer in post; null while open.</summary>
    public DateOnly? To { get; set; }

    /// <summary>The document it rests on (文号), empty if none.</summary>
    public string Document { get; set; } = "";

    /// <summary>Whether it is in force on a day.</summary>
    public bool InForce(DateOnly day) => From <= day && (To is not { } to || day < to);
}
