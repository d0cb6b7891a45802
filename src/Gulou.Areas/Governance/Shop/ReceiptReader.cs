using Gulou.Areas.Governance.Points;
using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Shop;

/// <summary>A receipt in a list.</summary>
public sealed record ReceiptItem(Redemption Redemption, Household Household);

/// <summary>A receipt with its lines and all it tells of.</summary>
/// <param name="ServedAs">The posts of whoever served, at the time.</param>
/// <param name="Objection">The objection that was upheld, when the receipt was taken back.</param>
public sealed record ReceiptView(
    Redemption Redemption,
    Household Household,
    IReadOnlyList<RedemptionLine> Lines,
    IReadOnlyList<string> ServedAs,
    Objection? Objection
);

/// <summary>A receipt as its household reads it: the shop, who acted in which post, and its own objections.</summary>
public sealed record OwnReceipt(
    Redemption Redemption,
    string Shop,
    IReadOnlyList<RedemptionLine> Lines,
    IReadOnlyList<Objection> Objections,
    IReadOnlyDictionary<long, Official> Officials
);

/// <summary>Which receipts of a shop; the newest come first.</summary>
/// <param name="Day">Of this day; null for any.</param>
/// <param name="Number">With this number.</param>
/// <param name="Households">Of one of these households.</param>
public sealed record ReceiptSearch(DateOnly? Day = null, int? Number = null, IReadOnlyList<long>? Households = null);

/// <summary>Reads receipts.</summary>
public sealed class ReceiptReader(Database database)
{
    /// <param name="before">Only receipts numbered below this one: where the next page goes on.</param>
    public async Task<IReadOnlyList<ReceiptItem>> PageAsync(
        int cell,
        long shop,
        ReceiptSearch search,
        int before,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var receipts = db.Set<Redemption>().Where(r => r.Cell == cell && r.ShopId == shop && r.Receipt < before);
        if (search.Day is { } day)
        {
            var (start, end) = (Instant.StartOf(day), Instant.StartOf(day.AddDays(1)));
            receipts = receipts.Where(r => r.At >= start && r.At < end);
        }
        if (search.Number is { } number)
            receipts = receipts.Where(r => r.Receipt == number);
        if (search.Households is { } households)
            receipts = receipts.Where(r => households.Contains(r.HouseholdId));
        var page = await receipts.OrderByDescending(r => r.Receipt).Take(take).ToListAsync(cancellation);
        var ids = page.Select(r => r.HouseholdId).Distinct().ToList();
        var found = await db
            .Households.Where(h => h.Cell == cell && ids.Contains(h.Id))
            .ToDictionaryAsync(h => h.Id, cancellation);
        return [.. page.Select(r => new ReceiptItem(r, found[r.HouseholdId]))];
    }

    /// <param name="posts">To tell which of the server's posts let it serve.</param>
    public async Task<ReceiptView?> FindAsync(
        int cell,
        long shop,
        long id,
        PostCatalog posts,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var redemption = await db.Set<Redemption>()
            .SingleOrDefaultAsync(r => r.Cell == cell && r.Id == id && r.ShopId == shop, cancellation);
        if (redemption is null)
            return null;
        var household = await db.Households.SingleAsync(
            h => h.Cell == cell && h.Id == redemption.HouseholdId,
            cancellation
        );
        var lines = await LinesAsync(db, redemption, cancellation);
        var served = await db.Appointments.Where(a => a.PersonId == redemption.ServedBy).ToListAsync(cancellation);
        var day = redemption.At.Day;
        var servedAs = served
            .Where(a => a.InForce(day) && a.Scope.Range.Contains(redemption.Scope))
            .Select(a => a.Post)
            .Where(p => posts.Find(p)?.Grants.Any(g => g.Capability == ShopCapabilities.Redeem) == true)
            .Distinct();
        var objection = redemption.Reversal is null
            ? null
            : await db.Set<Objection>()
                .Where(o => o.Cell == cell && o.Subject == id && o.State == ObjectionState.Upheld)
                .OrderByDescending(o => o.Id)
                .FirstOrDefaultAsync(cancellation);
        return new ReceiptView(redemption, household, lines, [.. servedAs], objection);
    }

    /// <summary>One receipt as its household reads it; null when there is none or it is another household's.</summary>
    public async Task<OwnReceipt?> OwnAsync(int cell, long household, long id, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var redemption = await db.Set<Redemption>()
            .SingleOrDefaultAsync(r => r.Cell == cell && r.Id == id && r.HouseholdId == household, cancellation);
        if (redemption is null)
            return null;
        var shop = await db.Set<PointsShop>()
            .SingleAsync(s => s.Cell == cell && s.Id == redemption.ShopId, cancellation);
        var objections = await new ObjectionsTo(cell, id).On(db).ToListAsync(cancellation);
        var acted = objections
            .Where(o => o.AnsweredBy is not null)
            .Select(o => (o.AnsweredBy!.Value, o.AnsweredAt!.Value.Day))
            .Prepend((redemption.ServedBy, redemption.At.Day));
        return new OwnReceipt(
            redemption,
            shop.Name,
            await LinesAsync(db, redemption, cancellation),
            objections,
            await Officials.AtAsync(db, redemption.Scope, acted, cancellation)
        );
    }

    private static Task<List<RedemptionLine>> LinesAsync(
        GulouDb db,
        Redemption redemption,
        CancellationToken cancellation
    ) =>
        db.Set<RedemptionLine>()
            .Where(l => l.Cell == redemption.Cell && l.RedemptionId == redemption.Id)
            .OrderBy(l => l.Id)
            .ToListAsync(cancellation);
}
