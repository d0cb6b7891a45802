using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Storage;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance;

/// <summary>Whose accounts are and in which goods they are kept.</summary>
public sealed record Owners(
    IReadOnlyDictionary<long, Household> Households,
    IReadOnlyDictionary<long, PointsShop> Shops,
    IReadOnlyDictionary<long, Place> Places,
    IReadOnlyDictionary<long, Good> Goods
);

/// <summary>Finds the owners of accounts.</summary>
public sealed class OwnerReader(Database database)
{
    public async Task<Owners> OfAsync(IEnumerable<Account> accounts, CancellationToken cancellation = default)
    {
        var all = accounts.ToList();
        var owners = all.Select(a => a.Owner).Distinct().ToList();
        var units = all.Select(a => a.Unit).Distinct().ToList();
        await using var db = database.NewContext();
        return new Owners(
            await db.Households.Where(h => owners.Contains(h.Id)).ToDictionaryAsync(h => h.Id, cancellation),
            await db.Set<PointsShop>().Where(s => owners.Contains(s.Id)).ToDictionaryAsync(s => s.Id, cancellation),
            await db.Places.Where(p => owners.Contains(p.Id)).ToDictionaryAsync(p => p.Id, cancellation),
            await db.Set<Good>().Where(g => units.Contains(g.Id)).ToDictionaryAsync(g => g.Id, cancellation)
        );
    }
}
