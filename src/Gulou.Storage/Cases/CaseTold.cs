using Gulou.Kernel.Cases;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Storage.Cases;

/// <summary>Something someone was told: addressed like a wait, to a post at a place, a person or a household.</summary>
public sealed class CaseTold
{
    public int Cell { get; set; }
    public long Id { get; set; }
    public long CaseId { get; set; }
    public NewsKind Kind { get; set; }

    /// <summary>Of which step; empty for the case as a whole.</summary>
    public string Step { get; set; } = "";

    /// <summary>The post; empty for a person or household.</summary>
    public string Post { get; set; } = "";

    /// <summary>The post's place; the case's own place otherwise.</summary>
    public PlaceKey Scope { get; set; }

    public long? PersonId { get; set; }
    public long? HouseholdId { get; set; }
    public Instant At { get; set; }
}
