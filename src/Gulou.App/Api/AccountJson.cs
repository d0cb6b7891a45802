using Gulou.Kernel.Ledger;
using Gulou.Storage.Ledger;

namespace Gulou.App.Api;

/// <summary>An account; amounts in minor units (points × 100, fen, pieces).</summary>
/// <param name="Place">The key of today's place of its owner.</param>
/// <param name="Limits">Which way it must not go.</param>
/// <param name="Available">The balance less what is held outwards.</param>
/// <param name="Version">How many postings it has.</param>
public sealed record AccountJson(
    int Cell,
    string Id,
    string Owner,
    string Kind,
    string Unit,
    string Lot,
    string Place,
    string Limits,
    long Balance,
    long HeldOut,
    long HeldIn,
    long Available,
    string Version
)
{
    internal static AccountJson Of(Account account, PastBalance? then = null)
    {
        var (balance, heldOut, heldIn, version) =
            then ?? new PastBalance(account.Balance, account.HeldOut, account.HeldIn, account.Version);
        return new AccountJson(
            account.Cell,
            $"{account.Id}",
            $"{account.Owner}",
            $"{account.Kind}",
            $"{account.Unit}",
            $"{account.Lot}",
            $"{account.Scope}",
            $"{account.Limits}",
            balance,
            heldOut,
            heldIn,
            balance - heldOut,
            $"{version}"
        );
    }
}

/// <summary>Accounts in map order; the next page goes on after <c>next</c>.</summary>
public sealed record AccountList(IReadOnlyList<AccountJson> Items, string? Next);

/// <summary>An account of a place to open; one that is there is found.</summary>
/// <param name="Kind">What it is for, as in answers.</param>
/// <param name="Unit">1 civic points, 2 member points, 3 yuan, 4 volunteer minutes, or the id of a good.</param>
public sealed record NewAccountJson(string Place, string Kind, string Unit, string Lot = "0");
