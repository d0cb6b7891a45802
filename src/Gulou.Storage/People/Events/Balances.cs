using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.People;

/// <summary>
/// What becomes of a household's balances when it is split or joined; of whatever kind, unit and lot.
/// </summary>
internal static class Balances
{
    /// <summary>Asks for every account of a household, in lots.</summary>
    public static void NeedAccounts(this World w, int cell, long household)
    {
        foreach (var lots in w.LotsOf(cell, household))
            w.Lots(lots);
    }

    /// <summary>All that a household owns, each with its lots, as loaded or opened in this group.</summary>
    public static IReadOnlyList<Account> Owned(this World w, int cell, long household) =>
        [.. w.LotsOf(cell, household).SelectMany(w.Lots)];

    /// <summary>
    /// Posts one entry that takes the legs out of their accounts and puts the same into accounts of the same kind, unit
    /// and lot of another household. Nothing when there are no legs.
    /// </summary>
    public static void HandOver(
        this Recording recording,
        World w,
        IReadOnlyList<Leg> taken,
        Household to,
        string reason
    )
    {
        if (taken.Count == 0)
            return;
        var legs = new List<Leg>(taken);
        foreach (var leg in taken)
        {
            var from = w.Book.Find(to.Cell, leg.Account)!;
            var key = new AccountKey(to.Cell, to.Id, from.Kind, from.Unit, from.Lot);
            if (!w.Book.Knows(key.Lots))
                w.Book.LoadLots(key.Lots, []);
            legs.Add(new Leg(w.Open(key, from.Limits, to.Scope).Id, leg.Unit, -leg.Amount));
        }
        var entry = new Entry
        {
            Id = w.Command.Id.Derive(reason),
            Cell = to.Cell,
            Reason = reason,
            EffectiveOn = recording.Act.On,
            Place = recording.Act.PlaceId,
            Scope = recording.Act.Scope,
            Party = to.Id,
            Subject = recording.Act.Id,
            Legs = legs,
        };
        w.MustPost(entry);
        recording.Act.Entry = entry.Id;
    }

    private static List<LotsKey> LotsOf(this World w, int cell, long household) =>
        w.All(new AccountsOf(cell, household))
            .Select(a => a.Key.Lots)
            .Concat(w.Book.OwnedBy(cell, household).Select(a => a.Key.Lots))
            .Distinct()
            .ToList();
}
