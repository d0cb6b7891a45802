using Gulou.Areas.Governance.Shop;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Points;

/// <summary>What an objection is about, as it is told: a deed or a receipt.</summary>
internal sealed record Subject(ObjectionTo About, int Cell, long Id)
{
    public async Task<(long Household, string Deed, int Receipt)?> FindAsync(GulouDb db, CancellationToken cancellation)
    {
        if (About == ObjectionTo.Claim)
        {
            var claim = await db.Set<Claim>().SingleOrDefaultAsync(c => c.Cell == Cell && c.Id == Id, cancellation);
            return claim is null ? null : (claim.HouseholdId, claim.Deed, 0);
        }
        var redemption = await db.Set<Redemption>()
            .SingleOrDefaultAsync(r => r.Cell == Cell && r.Id == Id, cancellation);
        return redemption is null ? null : (redemption.HouseholdId, "", redemption.Receipt);
    }
}
