using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>
/// The balances of a place that goes to another county: every account is emptied in its cell and goes on in the other,
/// by two entries of the same id, one in each cell, that meet in the transit accounts of the two.
/// </summary>
internal sealed class CountyBalances(World w, CountyChange change)
{
    private const string Out = "places.carry-out";
    private const string In = "places.carry-in";

    private readonly Place place = change.Place;

    public static void Need(World w, Place place, Place other, bool merges)
    {
        foreach (var account in w.All(new BalancesIn(place.Cell, place.Key)))
        {
            w.Account(account.Cell, account.Id);
            w.Lots(Transit(place.Cell, other.Cell, account.Unit));
            w.Lots(Transit(other.Cell, place.Cell, account.Unit));
            // What has been there before may have such an account.
            if (merges && account.Owner == place.Id)
                w.Lots(new LotsKey(other.Cell, other.Id, account.Kind, account.Unit));
        }
    }

    /// <summary>Null when all was carried; else how many accounts nobody takes over.</summary>
    public int? TryCarry()
    {
        var accounts = w.All(new BalancesIn(place.Cell, place.Key))
            .Select(a => w.Account(a.Cell, a.Id)!)
            .Where(a => a.Balance != 0)
            .ToList();
        if (accounts.Count(a => change.After(a.Owner) is null) is > 0 and var left)
            return left;
        foreach (var group in accounts.GroupBy(a => (a.Owner, a.Unit)))
            Carry(group.Key.Owner, group.Key.Unit, [.. group]);
        return null;
    }

    private void Carry(long owner, long unit, List<Account> accounts)
    {
        var (successor, scope) = change.After(owner)!.Value;
        var unitAfter = After(unit);
        var (given, taken) = (new List<Leg>(), new List<Leg>());
        foreach (var account in accounts)
        {
            var key = new AccountKey(change.Cell, successor, account.Kind, unitAfter, After(account.Lot));
            given.Add(new Leg(account.Id, unit, -account.Balance));
            taken.Add(new Leg(Open(key, account.Limits, scope).Id, unitAfter, account.Balance));
        }
        var sum = accounts.Sum(a => a.Balance);
        if (sum != 0)
        {
            given.Add(new Leg(TransitAt(place, change.Cell, unit).Id, unit, sum));
            taken.Add(new Leg(TransitAt(change.PlaceAfter(place.Id), place.Cell, unitAfter).Id, unitAfter, -sum));
        }
        Post(place, Out, owner, owner, successor, given);
        Post(change.PlaceAfter(place.Id), In, owner, successor, owner, taken);

        void Post(Place at, string reason, long of, long party, long subject, List<Leg> legs) =>
            w.MustPost(
                new Entry
                {
                    Id = change.EntryOf(of, unit),
                    Cell = at.Cell,
                    Reason = reason,
                    EffectiveOn = w.Today,
                    Place = at.Id,
                    Scope = at.Key,
                    Party = party,
                    Subject = subject,
                    Legs = legs,
                }
            );
    }

    /// <summary>A unit or lot that is a record, such as a good, goes on as another; points and years stay.</summary>
    private long After(long unitOrLot) => change.After(unitOrLot)?.Id ?? unitOrLot;

    private Account TransitAt(Place at, int other, long unit) =>
        Open(Transit(at.Cell, other, unit).Lot(0), Limits.None, at.Key.At(PlaceLevel.County));

    private Account Open(AccountKey key, Limits limits, PlaceKey scope)
    {
        // Of a new owner or unit there is nothing to load.
        if (!w.Book.Knows(key.Lots))
            w.Book.LoadLots(key.Lots, []);
        return w.Open(key, limits, scope);
    }

    private static LotsKey Transit(int cell, int other, long unit) => new(cell, other, AccountKind.Transit, unit);
}
