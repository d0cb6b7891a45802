using Gulou.Kernel.Places;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Ledger;

/// <summary>What an entry does to its accounts. The number is stored.</summary>
public enum EntryKind
{
    /// <summary>Moves amounts at once.</summary>
    Post = 1,

    /// <summary>Reserves amounts until it is settled.</summary>
    Hold = 2,

    /// <summary>Settles a hold by moving all or part of it; the rest is released.</summary>
    PostHold = 3,

    /// <summary>Settles a hold by releasing all of it.</summary>
    VoidHold = 4,

    /// <summary>Settles a hold that ran out; written by the ledger itself.</summary>
    ExpireHold = 5,

    /// <summary>Undoes what an entry or a settlement posted, by the opposite amounts; once.</summary>
    Reverse = 6,
}

/// <summary>One account's part in an entry as the caller asks for it.</summary>
/// <param name="Account">The account's id.</param>
/// <param name="Unit">The account's unit, said again so that a slip is caught.</param>
/// <param name="Amount">What the account gains (positive) or gives (negative), in minor units; never zero.</param>
public readonly record struct Leg(long Account, long Unit, long Amount);

/// <summary>
/// A movement someone asks for: two or more legs that sum to zero per unit. Voids and reversals take their legs from
/// the entry they settle or undo and bring none.
/// </summary>
public sealed record Entry
{
    /// <summary>Made by the client, unique within the cell for ever.</summary>
    public required ClientId Id { get; init; }

    /// <summary>The cell all its accounts lie in.</summary>
    public required int Cell { get; init; }

    /// <summary>What it does.</summary>
    public EntryKind Kind { get; init; } = EntryKind.Post;

    /// <summary>Why, as a stable word such as <c>points.award</c>; texts turn it into a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The day it counts for; decides the period.</summary>
    public required DateOnly EffectiveOn { get; init; }

    /// <summary>Where the fact happened; never changes.</summary>
    public required long Place { get; init; }

    /// <summary>Today's key of that place; only a re-home changes it, and no hash covers it.</summary>
    public required PlaceKey Scope { get; init; }

    /// <summary>The household or organisation named as party, beside the accounts' owners.</summary>
    public long? Party { get; init; }

    /// <summary>The record behind it (claim, redemption, batch, count); 0 if none.</summary>
    public long Subject { get; init; }

    /// <summary>A short remark without personal data, at most 200 characters.</summary>
    public string Memo { get; init; } = "";

    /// <summary>The hold that is settled or the entry that is reversed.</summary>
    public ClientId? Target { get; init; }

    /// <summary>
    /// Only of a reversal: the account that bears what can no longer be taken back from accounts that must not go below
    /// zero; null when such a reversal is to be refused.
    /// </summary>
    public long? Bearer { get; init; }

    /// <summary>When a hold ends by itself; null for a hold that a case settles.</summary>
    public Instant? Until { get; init; }

    /// <summary>The parts.</summary>
    public IReadOnlyList<Leg> Legs { get; init; } = [];
}

/// <summary>
/// One account's part in an entry as it was recorded. It proves itself: it carries the balance and version it made.
/// </summary>
/// <param name="Account">The account's id.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Amount">Change of the balance; 0 for a hold or a release.</param>
/// <param name="Held">Change of what is held, with the sign of the hold's leg (a release has the opposite
/// sign).</param>
/// <param name="Balance">The account's balance after this posting.</param>
/// <param name="Version">The account's version after this posting: 1, 2, 3 …</param>
public readonly record struct Posting(long Account, long Unit, long Amount, long Held, long Balance, long Version);

/// <summary>An entry as it stands in the book for ever.</summary>
/// <param name="Entry">What was asked for; the legs of voids and reversals are those of their target.</param>
/// <param name="RecordedAt">When it was written; orders balances.</param>
/// <param name="Postings">What it did.</param>
/// <param name="ClosedBy">The entry that settled or reversed it, if any.</param>
public sealed record RecordedEntry(
    Entry Entry,
    Instant RecordedAt,
    IReadOnlyList<Posting> Postings,
    ClientId? ClosedBy = null
)
{
    /// <summary>
    /// The first field in which a request under the same id differs from what was recorded; null for a true replay.
    /// Scope is left out: a re-home changes it and the place stays.
    /// </summary>
    public string? FirstDifference(Entry asked)
    {
        if (asked.Kind != Entry.Kind)
            return "kind";
        if (asked.Target != Entry.Target)
            return "target";
        if (asked.Reason != Entry.Reason)
            return "reason";
        if (asked.EffectiveOn != Entry.EffectiveOn)
            return "effective_on";
        if (asked.Place != Entry.Place)
            return "place";
        if (asked.Party != Entry.Party)
            return "party";
        if (asked.Subject != Entry.Subject)
            return "subject";
        if (asked.Memo != Entry.Memo)
            return "memo";
        if (asked.Until != Entry.Until)
            return "until";
        if (asked.Bearer != Entry.Bearer)
            return "bearer";
        return SameLegs(asked) ? null : "legs";
    }

    private bool SameLegs(Entry asked)
    {
        if (asked.Kind is EntryKind.VoidHold or EntryKind.ExpireHold or EntryKind.Reverse)
            return asked.Legs.Count == 0;
        if (asked.Kind == EntryKind.PostHold && asked.Legs.Count == 0)
            return Postings.All(p => p.Amount == -p.Held);
        var recorded = Postings
            .Select(p => new Leg(p.Account, p.Unit, asked.Kind == EntryKind.Hold ? p.Held : p.Amount))
            .Where(leg => leg.Amount != 0)
            .ToList();
        return recorded.Count == asked.Legs.Count && recorded.TrueForAll(leg => asked.Legs.Contains(leg));
    }

    /// <summary>
    /// The hash of all that never changes: the entry and its postings with the balances they made. Scope is outside.
    /// </summary>
    public byte[] Hash(Digest digest)
    {
        digest
            .Add(Entry.Id)
            .Add(Entry.Cell)
            .Add((long)Entry.Kind)
            .Add(RecordedAt.Micros)
            .Add(Entry.EffectiveOn.DayNumber)
            .Add(Entry.Reason)
            .Add(Entry.Memo)
            .Add(Entry.Place)
            .Add(Entry.Party)
            .Add(Entry.Subject)
            .Add(Entry.Until?.Micros);
        if (Entry.Target is { } target)
            digest.Add(target);
        if (Entry.Bearer is { } bearer)
            digest.Add("bearer").Add(bearer);
        foreach (var p in Postings)
            digest.Add(p.Account).Add(p.Unit).Add(p.Amount).Add(p.Held).Add(p.Balance).Add(p.Version);
        return digest.Take();
    }
}
