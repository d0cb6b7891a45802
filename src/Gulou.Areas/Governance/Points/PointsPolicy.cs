namespace Gulou.Areas.Governance.Points;

/// <summary>
/// How claims are handled, from <c>definitions/4-governance/points.yaml</c>; all figures are editable assumptions
/// (handbook 3.5).
/// </summary>
public sealed class PointsPolicy
{
    /// <summary>How many of the panel decide, one way or the other.</summary>
    public int Majority { get; set; }

    /// <summary>Days on the board.</summary>
    public int NoticeDays { get; set; }

    /// <summary>How old a deed may be when it is recorded, in days.</summary>
    public int ClaimWithinDays { get; set; }

    /// <summary>Points may be spent until the end of the year this many years after the deed.</summary>
    public int GoodForYears { get; set; }

    /// <summary>Rule templates a village may adopt.</summary>
    public IReadOnlyList<RuleTemplate> Rules { get; set; } = [];
}

/// <summary>A shipped rule a village may adopt, change or leave. Points are whole points here.</summary>
public sealed class RuleTemplate
{
    public string Code { get; set; } = "";
    public string Name { get; set; } = "";
    public string Per { get; set; } = "";
    public string Evidence { get; set; } = "";
    public long MinPoints { get; set; }
    public long MaxPoints { get; set; }
    public long Cap { get; set; }
    public CapPeriod CapPeriod { get; set; }

    /// <summary>Deductions and yard ratings ship switched off.</summary>
    public bool Off { get; set; }
}
