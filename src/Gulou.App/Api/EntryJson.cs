namespace Gulou.App.Api;

/// <summary>An entry of any kind; its id is the idempotency key.</summary>
/// <param name="Kind">Post, Hold, PostHold, VoidHold or Reverse.</param>
public sealed record EntryJson(
    int Cell,
    string Kind,
    string Reason,
    DateOnly EffectiveOn,
    string Place,
    string Scope,
    IReadOnlyList<LegJson> Legs,
    string? Party = null,
    string? Subject = null,
    string? Memo = null,
    string? Target = null,
    DateTimeOffset? Until = null
);

/// <summary>One account's part.</summary>
public sealed record LegJson(string Account, string Unit, long Amount);
