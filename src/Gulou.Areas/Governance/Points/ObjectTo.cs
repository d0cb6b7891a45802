using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Areas.Governance.Points;

public enum ObjectToOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    ReasonMissing,
    NotPublished,
    AlreadyClosed,
    AlreadyObjected,
}

/// <summary>
/// Someone contests an entry about their own household, or, as a villager, a claim on the village's board. Points that
/// are held stay held until the answer.
/// </summary>
public sealed record ObjectTo : Command<ObjectToOutcome>
{
    public const int LongestReason = 500;

    public required ObjectionTo About { get; init; }

    /// <summary>The claim or redemption.</summary>
    public required long Subject { get; init; }

    public required string Reason { get; init; }

    /// <summary>True for a villager who read it on the board, false for the household itself.</summary>
    public bool OnBoard { get; init; }

    public override string Verb => "points.object";

    public override string Capability => OnBoard ? PointsCapabilities.ObjectToNotice : PointsCapabilities.Object;

    public override void Needs(World w)
    {
        if (About == ObjectionTo.Claim)
            w.One<Claim>(Cell, Subject);
        else
            w.One<Redemption>(Cell, Subject);
        w.All(new ObjectionsTo(Cell, Subject));
    }

    public override Target? Target(World w) =>
        About == ObjectionTo.Claim
            ? w.One<Claim>(Cell, Subject) is { } claim
                ? new Target(claim.Scope, claim.HouseholdId)
                : null
            : w.One<Redemption>(Cell, Subject) is { } redemption
                ? new Target(redemption.Scope, redemption.HouseholdId)
                : null;

    public override ObjectToOutcome Decide(World w)
    {
        var claim = About == ObjectionTo.Claim ? w.One<Claim>(Cell, Subject) : null;
        var redemption = About == ObjectionTo.Redemption ? w.One<Redemption>(Cell, Subject) : null;
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > LongestReason)
            return w.Refuse(ObjectToOutcome.ReasonMissing, LongestReason);
        if (OnBoard && claim?.State is not (ClaimState.Notified or ClaimState.Objected))
            return ObjectToOutcome.NotPublished;
        if (claim?.State is ClaimState.Rejected or ClaimState.Reversed || redemption?.Reversal is not null)
            return ObjectToOutcome.AlreadyClosed;
        if (
            w.All(new ObjectionsTo(Cell, Subject))
                .Any(o => o.State == ObjectionState.Open && o.PersonId == w.Actor.PersonId)
        )
            return ObjectToOutcome.AlreadyObjected;
        if (claim?.State == ClaimState.Notified)
            claim.State = ClaimState.Objected;
        var objection = new Objection
        {
            Cell = Cell,
            Id = w.NewId(),
            PlaceId = claim?.PlaceId ?? 0,
            Scope = claim?.Scope ?? redemption!.Scope,
            About = About,
            Subject = Subject,
            PersonId = w.Actor.PersonId,
            Reason = Reason.Trim(),
            At = w.Now,
            State = ObjectionState.Open,
        };
        w.Add(objection);
        w.Subject = objection.Id;
        return ObjectToOutcome.Done;
    }
}

/// <summary>All objections to a claim or redemption.</summary>
public sealed record ObjectionsTo(int Cell, long Subject) : Query<Objection>
{
    public override IQueryable<Objection> On(GulouDb db) =>
        db.Set<Objection>().Where(o => o.Cell == Cell && o.Subject == Subject).OrderBy(o => o.Id);
}
