using Gulou.Areas.Governance.Points;
using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance;

/// <summary>What stands at a place and all below it now.</summary>
public sealed record OfficeFigures
{
    public int Households { get; init; }
    public int People { get; init; }

    /// <summary>Claims the panels have.</summary>
    public int InReview { get; init; }

    /// <summary>Claims on the boards.</summary>
    public int OnNotice { get; init; }

    public int OpenObjections { get; init; }
    public int Shops { get; init; }

    /// <summary>Receipts of today, what was taken back left out.</summary>
    public int Receipts { get; init; }

    /// <summary>Points of those receipts, hundredths.</summary>
    public long Redeemed { get; init; }
}

/// <summary>
/// Reads the figures of the office's first page; every figure is counted from the records it opens into.
/// </summary>
public sealed class OfficeReader(Database database)
{
    private static readonly Dictionary<PlaceKey, HeadCount> NoHeads = [];

    /// <summary>Figures by place one level below, by key; places with nothing are left out.</summary>
    /// <param name="people">Whether households and people are counted.</param>
    public async Task<IReadOnlyDictionary<PlaceKey, OfficeFigures>> BelowAsync(
        PlaceKey parent,
        DateOnly today,
        bool people,
        CancellationToken cancellation = default
    )
    {
        var step = PlaceKeys.StepOf(parent.Depth + 1);
        await using var db = database.NewContext();
        var heads = people ? await new PopulationReader(database).BelowAsync(parent, cancellation) : NoHeads;
        var claims = db.Set<Claim>();
        var review = await claims
            .Where(c => c.State == ClaimState.InReview)
            .Select(c => c.Scope)
            .CountByStepAsync(parent, step, cancellation);
        var notice = await claims
            .Where(c => c.State == ClaimState.Notified || c.State == ClaimState.Objected)
            .Select(c => c.Scope)
            .CountByStepAsync(parent, step, cancellation);
        var objections = await db.Set<Objection>()
            .Where(o => o.State == ObjectionState.Open)
            .Select(o => o.Scope)
            .CountByStepAsync(parent, step, cancellation);
        var shops = await db.Set<PointsShop>()
            .Where(s => s.To == null)
            .Select(s => s.Scope)
            .CountByStepAsync(parent, step, cancellation);
        var receipts = (await ReceiptsOf(db, today).Within(parent.Range, r => r.Scope).ToListAsync(cancellation))
            .GroupBy(r => r.Scope.Value / step)
            .ToDictionary(g => g.Key, g => (Count: g.Count(), Points: g.Sum(r => r.Points)));
        return new[] { review, notice, objections, shops }
            .SelectMany(counts => counts.Keys)
            .Concat(receipts.Keys)
            .Concat(heads.Keys.Select(key => key.Value / step))
            .Distinct()
            .ToDictionary(
                number => new PlaceKey(number * step),
                number => new OfficeFigures
                {
                    Households = heads.GetValueOrDefault(new PlaceKey(number * step)).Households,
                    People = heads.GetValueOrDefault(new PlaceKey(number * step)).People,
                    InReview = review.GetValueOrDefault(number),
                    OnNotice = notice.GetValueOrDefault(number),
                    OpenObjections = objections.GetValueOrDefault(number),
                    Shops = shops.GetValueOrDefault(number),
                    Receipts = receipts.GetValueOrDefault(number).Count,
                    Redeemed = receipts.GetValueOrDefault(number).Points,
                }
            );
    }

    /// <summary>Claims that wait for the viewer's word, and since when the first of them does.</summary>
    public async Task<(int Count, Instant? Since)> ToReviewAsync(
        Actor viewer,
        IReadOnlyList<PlaceRange> scopes,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var reviews = db.Set<Review>();
        var waiting = db.Set<Claim>()
            .Where(c => c.State == ClaimState.InReview && c.FiledBy != viewer.PersonId)
            .Where(c => viewer.HouseholdId == null || c.HouseholdId != viewer.HouseholdId)
            .Where(c => !reviews.Any(r => r.Cell == c.Cell && r.ClaimId == c.Id && r.PersonId == viewer.PersonId))
            .Within(scopes, c => c.Scope);
        var count = await waiting.CountAsync(cancellation);
        var first = await waiting.OrderBy(c => c.Id).FirstOrDefaultAsync(cancellation);
        return (count, first?.FiledAt);
    }

    /// <summary>Claims on the boards within the scopes, and when the first of them ends.</summary>
    public async Task<(int Count, DateOnly? Until)> OnNoticeAsync(
        IReadOnlyList<PlaceRange> scopes,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var notices = db.Set<Claim>()
            .Where(c => c.State == ClaimState.Notified || c.State == ClaimState.Objected)
            .Within(scopes, c => c.Scope);
        return (await notices.CountAsync(cancellation), await notices.MinAsync(c => c.NoticeUntil, cancellation));
    }

    /// <summary>Objections within the scopes that nobody has answered.</summary>
    public async Task<int> OpenObjectionsAsync(
        IReadOnlyList<PlaceRange> scopes,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db.Set<Objection>()
            .Where(o => o.State == ObjectionState.Open)
            .Within(scopes, o => o.Scope)
            .CountAsync(cancellation);
    }

    /// <summary>The claims the viewer recorded last.</summary>
    public async Task<IReadOnlyList<Claim>> OwnClaimsAsync(
        Actor viewer,
        IReadOnlyList<PlaceRange> scopes,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db.Set<Claim>()
            .Where(c => c.FiledBy == viewer.PersonId)
            .Within(scopes, c => c.Scope)
            .OrderByDescending(c => c.Id)
            .Take(take)
            .ToListAsync(cancellation);
    }

    /// <summary>The open shops within the scopes.</summary>
    public async Task<IReadOnlyList<PointsShop>> ShopsAsync(
        IReadOnlyList<PlaceRange> scopes,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db.Set<PointsShop>()
            .Where(s => s.To == null)
            .Within(scopes, s => s.Scope)
            .OrderBy(s => s.Scope)
            .Take(take)
            .ToListAsync(cancellation);
    }

    private static IQueryable<Redemption> ReceiptsOf(GulouDb db, DateOnly day)
    {
        var (start, end) = (Instant.StartOf(day), Instant.StartOf(day.AddDays(1)));
        return db.Set<Redemption>().Where(r => r.At >= start && r.At < end && r.Reversal == null);
    }
}
