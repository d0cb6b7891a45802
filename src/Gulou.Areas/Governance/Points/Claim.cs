using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage;

namespace Gulou.Areas.Governance.Points;

/// <summary>Where a claim stands.</summary>
public enum ClaimState
{
    /// <summary>The village panel has it.</summary>
    InReview = 1,

    /// <summary>Published; the points are held.</summary>
    Notified = 2,

    /// <summary>Published, and someone objected; the points stay held until the panel answers.</summary>
    Objected = 3,

    /// <summary>The points are the household's.</summary>
    Posted = 4,

    /// <summary>The panel refused it, or an objection was upheld before the points were posted.</summary>
    Rejected = 5,

    /// <summary>
    /// An objection was upheld after the points were posted; they were taken back by a reversing entry.
    /// </summary>
    Reversed = 6,
}

/// <summary>A deed for which a household is to have points under a rule. Points are hundredths.</summary>
public sealed class Claim
{
    public int Cell { get; set; }
    public long Id { get; set; }

    /// <summary>The village.</summary>
    public long PlaceId { get; set; }

    /// <summary>Where the household sits.</summary>
    public PlaceKey Scope { get; set; }

    public long HouseholdId { get; set; }
    public long RuleId { get; set; }
    public long Points { get; set; }

    /// <summary>The day of the deed.</summary>
    public DateOnly On { get; set; }

    /// <summary>What was done, in the recorder's words.</summary>
    public required string Deed { get; set; }

    /// <summary>The SHA-256 of the photo, if there is one.</summary>
    [Attachment]
    public string? Photo { get; set; }

    public ClaimState State { get; set; }
    public long FiledBy { get; set; }
    public Instant FiledAt { get; set; }

    public long? NoticeId { get; set; }

    /// <summary>First day after the notice; from then on the points are posted.</summary>
    public DateOnly? NoticeUntil { get; set; }

    /// <summary>The entry that holds the points.</summary>
    public ClientId? Hold { get; set; }

    /// <summary>The entry that posted, voided or reversed them.</summary>
    public ClientId? Settlement { get; set; }

    public Instant? ClosedAt { get; set; }
}

/// <summary>One panel member's word on a claim.</summary>
public sealed class Review
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long ClaimId { get; set; }
    public long PersonId { get; set; }
    public bool Approves { get; set; }
    public string Reason { get; set; } = "";
    public Instant At { get; set; }
}
