using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Areas.Governance.Points;

/// <summary>What an objection is about.</summary>
public enum ObjectionTo
{
    Claim = 1,
    Redemption = 2,
}

/// <summary>Where an objection stands.</summary>
public enum ObjectionState
{
    Open = 1,

    /// <summary>The objector was right: the points were voided or the entry reversed.</summary>
    Upheld = 2,

    /// <summary>The entry stands, with a reason.</summary>
    Declined = 3,
}

/// <summary>
/// Someone contests a published claim or an entry about their own household; it is always answered in words.
/// </summary>
public sealed class Objection
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long PlaceId { get; set; }
    public PlaceKey Scope { get; set; }
    public ObjectionTo About { get; set; }

    /// <summary>The claim or redemption.</summary>
    public long Subject { get; set; }

    public long PersonId { get; set; }
    public required string Reason { get; set; }
    public Instant At { get; set; }
    public ObjectionState State { get; set; }
    public string Answer { get; set; } = "";
    public long? AnsweredBy { get; set; }
    public Instant? AnsweredAt { get; set; }
}
