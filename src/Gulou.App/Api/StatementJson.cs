using Gulou.Storage.Ledger;

namespace Gulou.App.Api;

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
