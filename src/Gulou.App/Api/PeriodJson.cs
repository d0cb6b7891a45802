using Gulou.Kernel.Ledger;

namespace Gulou.App.Api;

/// <summary>A month to close or open again at a place.</summary>
/// <param name="Month">As 2026-02.</param>
/// <param name="Reason">Why it is opened again.</param>
public sealed record MonthJson(string Place, string Month, string? Reason = null);

/// <summary>A closed month.</summary>
/// <param name="Digest">The hash of the trial balance through the month's last day.</param>
public sealed record PeriodJson(
    string Id,
    int Cell,
    string Place,
    string Month,
    DateTimeOffset ClosedAt,
    string Digest,
    DateTimeOffset? ReopenedAt,
    string? ReopenReason
)
{
    internal static PeriodJson Of(ClosedMonth closed) =>
        new(
            $"{closed.Id}",
            closed.Cell,
            $"{closed.Scope}",
            $"{closed.Month:yyyy-MM}",
            closed.ClosedAt.InShanghai,
            Convert.ToHexStringLower(closed.Digest),
            closed.ReopenedAt?.InShanghai,
            closed.ReopenedAt is null ? null : closed.ReopenReason
        );
}

/// <summary>Closings, latest first; the next page goes on before <c>next</c>.</summary>
public sealed record PeriodList(IReadOnlyList<PeriodJson> Items, string? Next);

/// <summary>What happened at a place, by kind and unit.</summary>
/// <param name="Sums">By unit; always zero.</param>
public sealed record TrialBalanceJson(
    string Place,
    IReadOnlyList<TrialLineJson> Lines,
    IReadOnlyDictionary<string, long> Sums
)
{
    internal static TrialBalanceJson Of(string place, IReadOnlyList<TrialLine> lines) =>
        new(
            place,
            [.. lines.Select(l => new TrialLineJson($"{l.Kind}", $"{l.Unit}", l.In, l.Out, l.Balance))],
            lines.GroupBy(l => l.Unit).ToDictionary(g => $"{g.Key}", g => g.Sum(l => l.Balance))
        );
}

/// <summary>All accounts of one kind and unit.</summary>
public sealed record TrialLineJson(string Kind, string Unit, long In, long Out, long Balance);
