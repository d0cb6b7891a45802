using Gulou.Kernel.Ledger;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Areas.Governance.Points;

/// <summary>How a claim's held or posted points come to their end.</summary>
internal static class Settlement
{
    /// <summary>
    /// Posts or voids the hold, or reverses what was posted, and moves the claim on. False, and nothing done, when a
    /// reversal would take points that are spent already and nobody bears them.
    /// </summary>
    /// <param name="bearer">Whose account bears points that are spent already; null for nobody.</param>
    public static bool TrySettle(
        this Claim claim,
        World w,
        EntryKind kind,
        ClientId id,
        ClaimState state,
        Account? bearer = null
    )
    {
        var hold = w.Entry(claim.Cell, claim.Hold!.Value)!.Entry;
        var entry = hold with
        {
            Id = id,
            Kind = kind,
            Reason = kind == EntryKind.Reverse ? "points.reverse" : hold.Reason,
            EffectiveOn = w.Today,
            Target = kind == EntryKind.Reverse ? claim.Settlement : claim.Hold,
            Bearer = bearer?.Id,
            Legs = [],
        };
        if (kind == EntryKind.Reverse && w.Post(entry).Outcome == PostOutcome.BelowZero)
            return false;
        if (kind != EntryKind.Reverse)
            w.MustPost(entry);
        claim.Settlement = id;
        claim.State = state;
        claim.ClosedAt = w.Now;
        return true;
    }
}
