using Gulou.Kernel.Values;

namespace Gulou.Kernel.Ledger;

/// <summary>One line of a trial balance: all accounts of one kind and unit.</summary>
/// <param name="Kind">What for.</param>
/// <param name="Unit">The unit.</param>
/// <param name="In">All that was posted to them, minor units, zero or more.</param>
/// <param name="Out">All that was posted from them, zero or more.</param>
public sealed record TrialLine(AccountKind Kind, long Unit, long In, long Out)
{
    /// <summary>What they have together.</summary>
    public long Balance => In - Out;
}

/// <summary>
/// The trial balance (试算平衡) of one place: what happened there up to a day, by kind and unit. Every entry sums to zero
/// per unit, and with it every trial balance.
/// </summary>
public static class TrialBalance
{
    /// <summary>Lines of one kind and unit made one, empty ones left out, in a fixed order.</summary>
    public static IReadOnlyList<TrialLine> Sum(IEnumerable<TrialLine> lines) =>
        [
            .. lines
                .GroupBy(line => (line.Unit, line.Kind))
                .Select(g => new TrialLine(g.Key.Kind, g.Key.Unit, g.Sum(l => l.In), g.Sum(l => l.Out)))
                .Where(line => (line.In, line.Out) != (0, 0))
                .OrderBy(line => line.Unit)
                .ThenBy(line => line.Kind),
        ];

    /// <summary>The lines of entries that are in the book and not yet stored.</summary>
    public static IEnumerable<TrialLine> Lines(this Book book, IEnumerable<RecordedEntry> entries) =>
        from recorded in entries
        from posting in recorded.Postings
        select new TrialLine(
            book.Find(recorded.Entry.Cell, posting.Account)!.Kind,
            posting.Unit,
            Math.Max(posting.Amount, 0),
            Math.Max(-posting.Amount, 0)
        );

    /// <summary>The hash by which a closed month proves that nothing in it was changed since.</summary>
    /// <param name="lines">As <see cref="Sum"/> gives them.</param>
    public static byte[] Hash(IReadOnlyList<TrialLine> lines)
    {
        var digest = new Digest();
        foreach (var line in lines)
            digest.Add((long)line.Kind).Add(line.Unit).Add(line.In).Add(line.Out);
        return digest.Take();
    }
}
