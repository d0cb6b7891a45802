using Gulou.Kernel.Ledger;

namespace Gulou.App.Web.Ledger;

/// <summary>A line of a trial balance.</summary>
/// <param name="Href">Its statement; null for a sum over households, which opens nothing.</param>
public sealed record BalanceLine(AccountKind Kind, long Unit, string Name, long Balance, long Held, string? Href);
