using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Areas.Governance.Points;

public enum AnswerObjectionOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    AlreadyAnswered,
    OwnHousehold,
    AnswerMissing,

    [MayRetry]
    PointsAlreadySpent,
}

/// <summary>
/// The village answers an objection in words. Upheld: held points are released, posted ones or a redemption are undone
/// by a reversing entry. Declined: the entry stands, and a notice goes on.
/// </summary>
public sealed record AnswerObjection : Command<AnswerObjectionOutcome>
{
    public required long ObjectionId { get; init; }
    public required bool Upheld { get; init; }
    public required string Answer { get; init; }

    /// <summary>
    /// Points that are spent already are borne by the village's fund; without it such a reversal is refused.
    /// </summary>
    public bool FundBears { get; init; }

    public override string Verb => "points.answer";

    public override string Capability => PointsCapabilities.Answer;

    public override void Needs(World w)
    {
        if (w.One<Objection>(Cell, ObjectionId) is not { } objection)
            return;
        w.All(new ObjectionsTo(Cell, objection.Subject));
        if (objection.About == ObjectionTo.Claim)
        {
            if (w.One<Claim>(Cell, objection.Subject) is not { } claim)
                return;
            if (claim.Hold is { } hold)
                w.Entry(Cell, hold);
            if (claim.Settlement is { } settlement)
                w.Entry(Cell, settlement);
            w.Lots(PointsAccounts.Of(Cell, claim.HouseholdId));
            w.Lots(PointsAccounts.Fund(Cell, claim.PlaceId));
        }
        else if (w.One<Redemption>(Cell, objection.Subject) is { } redemption)
        {
            w.Entry(Cell, redemption.Entry);
        }
    }

    public override Target? Target(World w) =>
        w.One<Objection>(Cell, ObjectionId) is { } objection ? new Target(objection.Scope) : null;

    public override AnswerObjectionOutcome Decide(World w)
    {
        var objection = w.One<Objection>(Cell, ObjectionId)!;
        if (objection.State != ObjectionState.Open)
            return AnswerObjectionOutcome.AlreadyAnswered;
        if (Household(w, objection) == w.Actor.HouseholdId)
            return AnswerObjectionOutcome.OwnHousehold;
        if (string.IsNullOrWhiteSpace(Answer) || Answer.Length > ObjectTo.LongestReason)
            return w.Refuse(AnswerObjectionOutcome.AnswerMissing, ObjectTo.LongestReason);
        objection.State = Upheld ? ObjectionState.Upheld : ObjectionState.Declined;
        objection.Answer = Answer.Trim();
        objection.AnsweredBy = w.Actor.PersonId;
        objection.AnsweredAt = w.Now;
        w.Subject = ObjectionId;
        return objection.About == ObjectionTo.Claim
            ? Settle(w, w.One<Claim>(Cell, objection.Subject)!)
            : Settle(w, w.One<Redemption>(Cell, objection.Subject)!);
    }

    private long Household(World w, Objection objection) =>
        objection.About == ObjectionTo.Claim
            ? w.One<Claim>(Cell, objection.Subject)!.HouseholdId
            : w.One<Redemption>(Cell, objection.Subject)!.HouseholdId;

    private AnswerObjectionOutcome Settle(World w, Claim claim)
    {
        if (!Upheld)
        {
            var othersOpen = w.All(new ObjectionsTo(Cell, claim.Id)).Any(o => o.State == ObjectionState.Open);
            if (claim.State == ClaimState.Objected && !othersOpen)
                claim.State = ClaimState.Notified;
            return AnswerObjectionOutcome.Done;
        }
        var settled = claim.State switch
        {
            ClaimState.Objected or ClaimState.Notified => claim.TrySettle(
                w,
                EntryKind.VoidHold,
                Id.Derive("void"),
                ClaimState.Rejected
            ),
            ClaimState.Posted => claim.TrySettle(
                w,
                EntryKind.Reverse,
                Id.Derive("reverse"),
                ClaimState.Reversed,
                FundBears ? Fund(w, claim) : null
            ),
            _ => true,
        };
        return settled ? AnswerObjectionOutcome.Done : AnswerObjectionOutcome.PointsAlreadySpent;
    }

    private Account Fund(World w, Claim claim) =>
        w.Open(PointsAccounts.Fund(Cell, claim.PlaceId).Lot(0), Limits.None, claim.Scope.At((int)PlaceLevel.Village));

    private AnswerObjectionOutcome Settle(World w, Redemption redemption)
    {
        if (!Upheld || redemption.Reversal is not null)
            return AnswerObjectionOutcome.Done;
        var entry = w.Entry(Cell, redemption.Entry)!.Entry;
        var reversal = entry with
        {
            Id = Id.Derive("reverse"),
            Kind = EntryKind.Reverse,
            Reason = "shop.reverse",
            EffectiveOn = w.Today,
            Target = entry.Id,
            Legs = [],
        };
        w.MustPost(reversal);
        redemption.Reversal = reversal.Id;
        return AnswerObjectionOutcome.Done;
    }
}
