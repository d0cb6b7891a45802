using Gulou.Kernel.Ledger;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Areas.Governance.Points;

public enum CloseNoticeOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,
    NotOnNotice,

    [MayRetry]
    NotYetOver,
}

/// <summary>Posts the held points when the notice ended without an open objection. Only the clock does it.</summary>
public sealed record CloseNotice : Command<CloseNoticeOutcome>
{
    public required long ClaimId { get; init; }

    public override string Verb => "points.close-notice";

    public override string Capability => PointsCapabilities.Close;

    public override void Needs(World w)
    {
        if (w.One<Claim>(Cell, ClaimId) is { Hold: { } hold })
            w.Entry(Cell, hold);
    }

    public override Target? Target(World w) =>
        w.One<Claim>(Cell, ClaimId) is { } claim ? new Target(claim.Scope, claim.HouseholdId) : null;

    public override CloseNoticeOutcome Decide(World w)
    {
        var claim = w.One<Claim>(Cell, ClaimId)!;
        if (claim.State != ClaimState.Notified)
            return CloseNoticeOutcome.NotOnNotice;
        if (w.Today < claim.NoticeUntil)
            return CloseNoticeOutcome.NotYetOver;
        claim.TrySettle(w, EntryKind.PostHold, Id.Derive("post"), ClaimState.Posted);
        w.Subject = claim.Id;
        return CloseNoticeOutcome.Done;
    }
}
