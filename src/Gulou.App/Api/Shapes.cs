using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Storage.Ledger;

namespace Gulou.App.Api;

/// <summary>A place; keys and ids are text, since not every reader keeps 18 digits.</summary>
/// <param name="Key">18 digits.</param>
/// <param name="Level">Province to Unit.</param>
public sealed record PlaceJson(
    string Key,
    int Cell,
    string Id,
    string Level,
    string Kind,
    string Name,
    string ShortName,
    DateOnly From
)
{
    /// <summary>Official codes, those of today first; only for one place.</summary>
    public IReadOnlyList<CodeJson>? Codes { get; init; }

    /// <summary>How many places lie below, by level; only for one place.</summary>
    public IReadOnlyDictionary<string, int>? Below { get; init; }

    internal static PlaceJson Of(Place place) =>
        new(
            $"{place.Key}",
            place.Cell,
            $"{place.Id}",
            $"{place.Level}",
            $"{place.Kind}",
            place.Name,
            place.ShortName,
            place.From
        );
}

/// <summary>An official code and when it was borne.</summary>
public sealed record CodeJson(string Scheme, string Code, DateOnly From, DateOnly? To);

/// <summary>Places in map order; the next page goes on after the last key.</summary>
public sealed record PlaceList(IReadOnlyList<PlaceJson> Items);

/// <summary>An account; amounts in minor units (points × 100, pieces).</summary>
public sealed record AccountJson(
    int Cell,
    string Id,
    string Owner,
    string Kind,
    string Unit,
    string Lot,
    long Balance,
    long HeldOut,
    long HeldIn,
    long Version
)
{
    internal static AccountJson Of(Account account) =>
        new(
            account.Cell,
            $"{account.Id}",
            $"{account.Owner}",
            $"{account.Kind}",
            $"{account.Unit}",
            $"{account.Lot}",
            account.Balance,
            account.HeldOut,
            account.HeldIn,
            account.Version
        );
}

/// <summary>Lines, newest first.</summary>
public sealed record StatementJson(IReadOnlyList<LineJson> Items);

/// <summary>A line of a statement; its entry's hash proves it.</summary>
public sealed record LineJson(
    string Entry,
    string Kind,
    string Reason,
    DateOnly EffectiveOn,
    DateTimeOffset RecordedAt,
    long Amount,
    long Held,
    long Balance,
    string Version,
    string Hash
)
{
    internal static LineJson Of(AccountLine line) =>
        new(
            $"{line.Entry.Id}",
            $"{line.Entry.Kind}",
            line.Entry.Reason,
            line.Entry.EffectiveOn,
            line.Entry.RecordedAt.InShanghai,
            line.Posting.Amount,
            line.Posting.Held,
            line.Posting.Balance,
            $"{line.Posting.Version}",
            Convert.ToHexStringLower(line.Entry.Hash)
        );
}

/// <summary>A basket handed out for points.</summary>
public sealed record RedemptionJson(int Cell, string Shop, string Household, IReadOnlyList<BasketJson> Lines);

/// <summary>One good of a basket.</summary>
/// <param name="Price">The price the household was told, hundredths of points a piece.</param>
public sealed record BasketJson(string Good, int Quantity, long Price);

/// <summary>A deed for which a household is to have points.</summary>
/// <param name="Points">Hundredths of points, within the rule's range.</param>
public sealed record ClaimJson(int Cell, string Household, string Rule, DateOnly On, long Points, string Deed);

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

/// <summary>What was done.</summary>
/// <param name="Id">The idempotency key of the request.</param>
/// <param name="Subject">The record it made.</param>
public sealed record DoneJson(string Id, string Subject);
