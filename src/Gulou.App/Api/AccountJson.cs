using Gulou.Kernel.Ledger;

namespace Gulou.App.Api;

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
