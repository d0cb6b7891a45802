using Gulou.Kernel.Places;

namespace Gulou.Areas.Governance.Points;

/// <summary>Over what time a rule's cap counts.</summary>
public enum CapPeriod
{
    None = 0,
    Month = 1,
    Year = 2,
}

/// <summary>
/// A rule for earning points as a village itself adopted it: a dated record with its document, never a shipped truth.
/// Points are hundredths.
/// </summary>
public sealed class PointsRule
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long PlaceId { get; set; }
    public PlaceKey Scope { get; set; }

    /// <summary>The code people know it by, such as V01.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>What the points are given for: an hour, a deed, a course.</summary>
    public required string Per { get; set; }

    /// <summary>What proves the deed.</summary>
    public string Evidence { get; set; } = "";

    public long MinPoints { get; set; }
    public long MaxPoints { get; set; }

    /// <summary>The most a household can earn by it in one <see cref="CapPeriod"/>; 0 for no cap.</summary>
    public long Cap { get; set; }
    public CapPeriod CapPeriod { get; set; }

    public DateOnly From { get; set; }
    public DateOnly? To { get; set; }

    /// <summary>The decision that adopted it.</summary>
    public required string Document { get; set; }

    public bool InForce(DateOnly day) => From <= day && (To is not { } to || day < to);
}
