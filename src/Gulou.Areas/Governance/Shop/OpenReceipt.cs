using Gulou.Areas.Governance.Points;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Audit;
using Gulou.Storage.Commands;

namespace Gulou.Areas.Governance.Shop;

public enum OpenReceiptOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
}

/// <summary>Writes down that someone looks at a household's receipt; only then is it shown.</summary>
public sealed record OpenReceipt : Command<OpenReceiptOutcome>, IReading
{
    public required long RedemptionId { get; init; }

    public override string Verb => "shop.open-receipt";

    public override string Capability => PointsCapabilities.See;

    public override void Needs(World w)
    {
        if (w.One<Redemption>(Cell, RedemptionId) is { } receipt)
            w.One<Household>(Cell, receipt.HouseholdId);
    }

    public override Target? Target(World w) =>
        w.One<Redemption>(Cell, RedemptionId) is { } receipt
        && w.One<Household>(Cell, receipt.HouseholdId) is { } household
            ? new Target(household.Scope, household.Id)
            : null;

    public override OpenReceiptOutcome Decide(World w)
    {
        w.Subject = w.One<Redemption>(Cell, RedemptionId)!.HouseholdId;
        return OpenReceiptOutcome.Done;
    }
}
