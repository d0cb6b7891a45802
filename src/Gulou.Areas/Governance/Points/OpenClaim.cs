using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;

namespace Gulou.Areas.Governance.Points;

public enum OpenClaimOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Writes down that someone looks at a household's claim, or at its photo; only then is it shown.</summary>
public sealed record OpenClaim : Command<OpenClaimOutcome>, IReading
{
    public required long ClaimId { get; init; }

    /// <summary>The photo itself.</summary>
    public bool Photo { get; init; }

    public override string Verb => Photo ? "points.open-photo" : "points.open-claim";

    public override string Capability => PointsCapabilities.See;

    public override void Needs(World w) => w.One<Claim>(Cell, ClaimId);

    public override Target? Target(World w) =>
        w.One<Claim>(Cell, ClaimId) is { } claim ? new Target(claim.Scope, claim.HouseholdId) : null;

    public override OpenClaimOutcome Decide(World w)
    {
        w.Subject = w.One<Claim>(Cell, ClaimId)!.HouseholdId;
        return OpenClaimOutcome.Done;
    }
}
