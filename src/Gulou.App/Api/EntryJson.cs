namespace Gulou.App.Api;

/// <summary>An entry of any kind.</summary>
/// <param name="Place">The key of the place where it happened; its cell is the entry's.</param>
/// <param name="Reason">Why, as a stable word such as <c>points.award</c>.</param>
/// <param name="EffectiveOn">The day it counts for.</param>
/// <param name="Kind">Post, Hold, PostHold, VoidHold or Reverse.</param>
/// <param name="Id">In a batch: the entry's own id, a UUID. Alone, the Idempotency-Key is its id.</param>
/// <param name="Group">In a batch by groups: entries with the same word stand or fall together.</param>
public sealed record EntryJson(
    string Place,
    string Reason,
    DateOnly EffectiveOn,
    IReadOnlyList<LegJson>? Legs = null,
    string Kind = "Post",
    string? Party = null,
    string? Subject = null,
    string? Memo = null,
    string? Target = null,
    string? Bearer = null,
    DateTimeOffset? Until = null,
    string? Id = null,
    string? Group = null
);

/// <summary>One account's part.</summary>
/// <param name="Amount">What the account gains (positive) or gives (negative), minor units.</param>
public sealed record LegJson(string Account, string Unit, long Amount);

/// <summary>What ends or undoes an entry.</summary>
/// <param name="Legs">Only to settle a part; the rest is released.</param>
/// <param name="Bearer">
/// Only of a reversal: the account that bears what is spent already; without it such a reversal is refused.
/// </param>
public sealed record EndingJson(
    string Reason,
    DateOnly EffectiveOn,
    IReadOnlyList<LegJson>? Legs = null,
    string? Memo = null,
    string? Bearer = null
);

/// <summary>Several entries in one request.</summary>
/// <param name="Mode">
/// <c>atomic</c>: all or none; <c>independent</c>: each for itself; <c>groups</c>: by their <c>group</c>, those without
/// one each for itself.
/// </param>
public sealed record BatchJson(string Mode, IReadOnlyList<EntryJson> Entries);

/// <summary>What became of each entry of a batch, in the order of the request.</summary>
public sealed record BatchAnswerJson(IReadOnlyList<ItemJson> Items);

/// <summary>What became of one entry.</summary>
/// <param name="Code"><c>done</c>, or the refusal's stable code.</param>
/// <param name="Retry">Whether the same entry may succeed later, unchanged.</param>
public sealed record ItemJson(string Id, string Code, bool Replayed, bool Retry, string? Field, string? Detail);
