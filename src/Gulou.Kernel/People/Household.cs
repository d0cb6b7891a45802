using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.People;

/// <summary>
/// A household (户). It sits at the lowest place known, best a ten-household unit; sitting higher is a gap to be filled,
/// not an error.
/// </summary>
public sealed class Household
{
    /// <summary>The cell.</summary>
    public int Cell { get; set; }

    /// <summary>The household's id.</summary>
    public long Id { get; set; }

    /// <summary>Where it sits.</summary>
    public long PlaceId { get; set; }

    /// <summary>Today's key of that place.</summary>
    public PlaceKey Scope { get; set; }

    /// <summary>The door plate or the number in the village's own list; may be empty.</summary>
    public string Door { get; set; } = "";

    /// <summary>Whose household it is called by: the head's person id; 0 until one is named.</summary>
    public long HeadId { get; set; }

    /// <summary>The head's name as it is called; kept beside the id so that lists need one read.</summary>
    public string HeadName { get; set; } = "";

    /// <summary>Living members registered now.</summary>
    public int Members { get; set; }

    /// <summary>
    /// The card's random token: it finds the household, never signs anyone in, and is replaced when the card is lost.
    /// </summary>
    public ClientId CardToken { get; set; }

    /// <summary>First day.</summary>
    public DateOnly From { get; set; }

    /// <summary>First day it no longer exists; null while it does.</summary>
    public DateOnly? To { get; set; }

    /// <summary>The cell of the household that goes on for this one; null unless its place went to another
    /// county.</summary>
    public int? SuccessorCell { get; set; }

    /// <summary>The household it was joined into, or that goes on for it in another county.</summary>
    public long? SuccessorId { get; set; }

    /// <summary>The cell of the household that this one goes on for; null unless its place came from another
    /// county.</summary>
    public int? FormerCell { get; set; }

    /// <summary>The household that this one goes on for.</summary>
    public long? FormerId { get; set; }
}
