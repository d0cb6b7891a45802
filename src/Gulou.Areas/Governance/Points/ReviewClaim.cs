using Gulou.Kernel.Ledger;
using Gulou.Kernel.Notices;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.People;

namespace Gulou.Areas.Governance.Points;

public enum ReviewClaimOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NotInReview,
    OwnHousehold,
    OwnClaim,
    AlreadyReviewed,
    ReasonMissing,

    /// <summary>The household ended and joined no other: nobody could get the points. It can only be refused.</summary>
    HouseholdGone,
}

/// <summary>
/// One panel member's word on a claim. When enough agree, the claim is published for the notice period and the points
/// are held; when enough refuse, it ends. Where the household joined another one meanwhile, the claim goes along.
/// </summary>
public sealed record ReviewClaim : Command<ReviewClaimOutcome>
{
    public required long ClaimId { get; init; }
    public required bool Approves { get; init; }
    public string Reason { get; init; } = "";

    public override string Verb => "points.review-claim";

    public override string Capability => PointsCapabilities.Review;

    public override void Needs(World w)
    {
        w.All(new ReviewsOf(Cell, ClaimId));
        if (w.One<Claim>(Cell, ClaimId) is not { } claim)
            return;
        w.One<PointsRule>(Cell, claim.RuleId);
        if (w.Surviving(Cell, claim.HouseholdId) is { } household)
            w.Lots(PointsAccounts.Of(Cell, household.Id));
        w.Lots(PointsAccounts.IssuedBy(Cell, claim.PlaceId));
    }

    public override Target? Target(World w) =>
        w.One<Claim>(Cell, ClaimId) is { } claim ? new Target(claim.Scope, claim.HouseholdId) : null;

    public override ReviewClaimOutcome Decide(World w)
    {
        var claim = w.One<Claim>(Cell, ClaimId)!;
        var reviews = w.All(new ReviewsOf(Cell, ClaimId));
        if (claim.State != ClaimState.InReview)
            return ReviewClaimOutcome.NotInReview;
        var household = w.Surviving(Cell, claim.HouseholdId);
        if (w.Actor.HouseholdId is { } own && (claim.HouseholdId == own || household?.Id == own))
            return ReviewClaimOutcome.OwnHousehold;
        if (claim.FiledBy == w.Actor.PersonId)
            return ReviewClaimOutcome.OwnClaim;
        if (reviews.Any(r => r.PersonId == w.Actor.PersonId))
            return ReviewClaimOutcome.AlreadyReviewed;
        if (!Approves && string.IsNullOrWhiteSpace(Reason))
            return ReviewClaimOutcome.ReasonMissing;
        if (Approves && household is not { To: null })
            return ReviewClaimOutcome.HouseholdGone;
        w.Add(
            new Review
            {
                Cell = Cell,
                Id = w.NewId(),
                ClaimId = ClaimId,
                PersonId = w.Actor.PersonId,
                Approves = Approves,
                Reason = Reason.Trim(),
                At = w.Now,
            }
        );
        w.Subject = ClaimId;
        var policy = w.Definitions.Get<PointsPolicy>();
        if (reviews.Count(r => r.Approves == Approves) + 1 >= policy.Majority)
        {
            if (Approves)
                Publish(w, claim, household!, policy);
            else
                (claim.State, claim.ClosedAt) = (ClaimState.Rejected, w.Now);
        }
        return ReviewClaimOutcome.Done;
    }

    private void Publish(World w, Claim claim, Household household, PointsPolicy policy)
    {
        // Its village stays: there the deed was done, and there it is published.
        claim.HouseholdId = household.Id;
        var rule = w.One<PointsRule>(Cell, claim.RuleId)!;
        var village = claim.Scope.At(PlaceLevel.Village);
        var until = Notice.EndOf(w.Today, policy.NoticeDays);
        var words = $"{rule.Name} · {claim.Deed} · +{PointsText.Format(claim.Points)}";
        var notice = new Notice
        {
            Cell = Cell,
            Id = w.NewId(),
            PlaceId = claim.PlaceId,
            Scope = village,
            Subject = claim.Id,
            Title = words,
            From = w.Today,
            Until = until,
            Content = Notice.ContentHash(words, claim.PlaceId, w.Today, until),
        };
        w.Add(notice);
        var lot = claim.On.Year + policy.GoodForYears;
        var to = w.Open(PointsAccounts.Of(Cell, claim.HouseholdId).Lot(lot), Limits.NotBelowZero, household.Scope);
        var from = w.Open(PointsAccounts.IssuedBy(Cell, claim.PlaceId).Lot(0), Limits.None, village);
        var hold = new Entry
        {
            Id = Id.Derive("hold"),
            Cell = Cell,
            Kind = EntryKind.Hold,
            Reason = "points.award",
            EffectiveOn = w.Today,
            Place = claim.PlaceId,
            Scope = village,
            Party = claim.HouseholdId,
            Subject = claim.Id,
            Legs = [new Leg(from.Id, Unit.CivicPoints, -claim.Points), new Leg(to.Id, Unit.CivicPoints, claim.Points)],
        };
        w.MustPost(hold);
        claim.State = ClaimState.Notified;
        claim.NoticeId = notice.Id;
        claim.NoticeUntil = until;
        claim.Hold = hold.Id;
    }
}

/// <summary>All words of the panel on a claim.</summary>
public sealed record ReviewsOf(int Cell, long ClaimId) : Query<Review>
{
    public override IQueryable<Review> On(GulouDb db) =>
        db.Set<Review>().Where(r => r.Cell == Cell && r.ClaimId == ClaimId).OrderBy(r => r.Id);
}
