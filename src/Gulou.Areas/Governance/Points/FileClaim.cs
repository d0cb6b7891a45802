using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Areas.Governance.Points;

public enum FileClaimOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    HouseholdGone,
    RuleNotInForce,
    DeedMissing,
    DayInFuture,
    DeedTooOld,
    PointsOutsideRule,
    CapReached,
}

/// <summary>
/// Records a deed for a household under a rule its village adopted, and hands it to the village panel.
/// </summary>
public sealed record FileClaim : Command<FileClaimOutcome>
{
    public const int LongestDeed = 500;

    public required long HouseholdId { get; init; }
    public required long RuleId { get; init; }
    public required DateOnly On { get; init; }

    /// <summary>Hundredths of points, within the rule's range.</summary>
    public required long Points { get; init; }

    public required string Deed { get; init; }
    public string? Photo { get; init; }

    public override string Verb => "points.file-claim";

    public override string Capability => PointsCapabilities.Claim;

    public override void Needs(World w)
    {
        w.One<Household>(Cell, HouseholdId);
        w.One<PointsRule>(Cell, RuleId);
        w.All(new ClaimsUnderRule(Cell, HouseholdId, RuleId));
    }

    public override Target? Target(World w) =>
        w.One<Household>(Cell, HouseholdId) is { } household ? new Target(household.Scope, household.Id) : null;

    public override FileClaimOutcome Decide(World w)
    {
        var household = w.One<Household>(Cell, HouseholdId)!;
        if (household.To is not null)
            return FileClaimOutcome.HouseholdGone;
        var rule = w.One<PointsRule>(Cell, RuleId);
        if (rule is null || !rule.InForce(On) || rule.Scope != household.Scope.At(PlaceLevel.Village))
            return FileClaimOutcome.RuleNotInForce;
        if (string.IsNullOrWhiteSpace(Deed) || Deed.Length > LongestDeed)
            return w.Refuse(FileClaimOutcome.DeedMissing, LongestDeed);
        if (On > w.Today)
            return FileClaimOutcome.DayInFuture;
        var policy = w.Definitions.Get<PointsPolicy>();
        if (On < w.Today.AddDays(-policy.ClaimWithinDays))
            return w.Refuse(FileClaimOutcome.DeedTooOld, policy.ClaimWithinDays);
        if (Points < rule.MinPoints || Points > rule.MaxPoints)
            return w.Refuse(
                FileClaimOutcome.PointsOutsideRule,
                PointsText.Format(rule.MinPoints),
                PointsText.Format(rule.MaxPoints)
            );
        var earned = w.All(new ClaimsUnderRule(Cell, HouseholdId, RuleId))
            .Where(c => SamePeriod(rule.CapPeriod, c.On, On))
            .Sum(c => c.Points);
        if (rule.CapPeriod != CapPeriod.None && earned + Points > rule.Cap)
            return w.Refuse(FileClaimOutcome.CapReached, PointsText.Format(rule.Cap), PointsText.Format(earned));
        var claim = new Claim
        {
            Cell = Cell,
            Id = w.NewId(),
            PlaceId = rule.PlaceId,
            Scope = household.Scope,
            HouseholdId = HouseholdId,
            RuleId = RuleId,
            Points = Points,
            On = On,
            Deed = Deed.Trim(),
            Photo = Photo,
            State = ClaimState.InReview,
            FiledBy = w.Actor.PersonId,
            FiledAt = w.Now,
        };
        w.Add(claim);
        w.Subject = claim.Id;
        return FileClaimOutcome.Done;
    }

    private static bool SamePeriod(CapPeriod period, DateOnly a, DateOnly b) =>
        period switch
        {
            CapPeriod.Month => a.Year == b.Year && a.Month == b.Month,
            CapPeriod.Year => a.Year == b.Year,
            _ => false,
        };
}

/// <summary>A household's claims under a rule that count towards its cap: all that were not refused.</summary>
public sealed record ClaimsUnderRule(int Cell, long HouseholdId, long RuleId) : Query<Claim>
{
    public override IQueryable<Claim> On(GulouDb db) =>
        db.Set<Claim>()
            .Where(c => c.Cell == Cell && c.HouseholdId == HouseholdId && c.RuleId == RuleId)
            .Where(c => c.State != ClaimState.Rejected && c.State != ClaimState.Reversed);
}
