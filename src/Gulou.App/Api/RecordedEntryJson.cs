using Gulou.Kernel.Values;
using Gulou.Storage.Ledger;

namespace Gulou.App.Api;

/// <summary>An entry as it stands in the book; its hash proves it.</summary>
/// <param name="Target">The hold it settles or the entry it reverses.</param>
/// <param name="ClosedBy">The entry that settled or reversed it, if any.</param>
public sealed record RecordedEntryJson(
    int Cell,
    string Id,
    string Kind,
    string Reason,
    string Memo,
    string Place,
    DateOnly EffectiveOn,
    DateTimeOffset RecordedAt,
    string? Target,
    string? Bearer,
    DateTimeOffset? Until,
    string? ClosedBy,
    string Hash,
    IReadOnlyList<PostingJson> Postings
)
{
    internal static RecordedEntryJson Of(EntryView view, AsOf at, Func<Kernel.Ledger.Account, bool> mayOpen)
    {
        var entry = view.Entry;
        return new RecordedEntryJson(
            entry.Cell,
            $"{entry.Id}",
            $"{entry.Kind}",
            entry.Reason,
            entry.Memo,
            $"{entry.Scope}",
            entry.EffectiveOn,
            entry.RecordedAt.InShanghai,
            entry.Target?.ToString(),
            entry.Bearer is { } bearer ? $"{bearer}" : null,
            entry.Until?.InShanghai,
            view.ClosedBy is { } closer && closer.RecordedAt <= at.KnownAt ? $"{closer.Id}" : null,
            Convert.ToHexStringLower(entry.Hash),
            [.. view.Postings.Select(p => PostingJson.Of(p.Posting, mayOpen(p.Account)))]
        );
    }
}

/// <summary>One account's part in an entry.</summary>
/// <param name="Account">Left out, with the balance, where the caller may not open the account.</param>
/// <param name="Balance">The account's balance after it.</param>
public sealed record PostingJson(string? Account, string Unit, long Amount, long Held, long? Balance, string? Version)
{
    internal static PostingJson Of(Storage.Model.PostingRow posting, bool open) =>
        new(
            open ? $"{posting.Account}" : null,
            $"{posting.Unit}",
            posting.Amount,
            posting.Held,
            open ? posting.Balance : null,
            open ? $"{posting.Version}" : null
        );
}
