using Gulou.Kernel.Notices;
using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Points;

/// <summary>Which claims a worklist shows.</summary>
public enum ClaimList
{
    /// <summary>In review, and the viewer is to say a word on them.</summary>
    ToReview = 1,
    InReview,
    OnNotice,
    Closed,
    All,
}

/// <summary>A claim in a list.</summary>
/// <param name="HeadName">Masked where the viewer's post does not allow names.</param>
public sealed record ClaimItem(Claim Claim, string Rule, string HeadName, string Door);

/// <summary>An objection in a list, with the words of what it is about.</summary>
/// <param name="Deed">The deed of the claim; empty for a redemption.</param>
/// <param name="Receipt">The number of the redemption's receipt; 0 for a claim.</param>
public sealed record ObjectionItem(Objection Objection, string Deed, int Receipt, string HeadName);

/// <summary>All about one claim, as far as the viewer's post allows.</summary>
/// <param name="Officials">Who recorded, reviewed and answered, by person.</param>
/// <param name="OfHousehold">The objections made by the household itself.</param>
public sealed record ClaimView(
    Claim Claim,
    PointsRule Rule,
    Notice? Notice,
    string HeadName,
    string Door,
    IReadOnlyList<Review> Reviews,
    IReadOnlyList<Objection> Objections,
    IReadOnlySet<long> OfHousehold,
    IReadOnlyDictionary<long, Official> Officials
);

/// <summary>Someone who acted, and the post it was done in.</summary>
/// <param name="Post">The post's key; empty when the person holds none here.</param>
public sealed record Official(string Name, string Post);

/// <summary>A page of a list by key, newest first.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, bool HasNewer, bool HasOlder);

/// <summary>Finds and shows claims and objections, cut down and masked to what the viewer's posts allow.</summary>
public sealed class ClaimReader(Database database, Access access)
{
    /// <summary>The largest number of households a search goes on with.</summary>
    public const int MostHouseholds = 200;

    /// <summary>
    /// Claims in the viewer's scopes, newest first; <paramref name="after"/> goes on to older ones,
    /// <paramref name="before"/> back to newer ones.
    /// </summary>
    /// <param name="households">Only claims of these; null for all.</param>
    /// <param name="words">Or those with these words in the deed.</param>
    public async Task<Page<ClaimItem>> ListAsync(
        Actor viewer,
        DateOnly day,
        ClaimList list,
        IReadOnlyCollection<long>? households,
        string words,
        long? after,
        long? before,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var claims = Of(db, viewer, day, list);
        if (households is not null)
            claims = claims.Where(c => households.Contains(c.HouseholdId) || c.Deed.Contains(words));
        if (after is { } older)
            claims = claims.Where(c => c.Id < older);
        if (before is { } newer)
            claims = claims.Where(c => c.Id > newer);
        var back = before is not null;
        var joined =
            from claim in claims
            join rule in db.Set<PointsRule>() on new { claim.Cell, Id = claim.RuleId } equals new { rule.Cell, rule.Id }
            join household in db.Households
                on new { claim.Cell, Id = claim.HouseholdId } equals new { household.Cell, household.Id }
            select new
            {
                Claim = claim,
                Rule = rule.Name,
                household.HeadName,
                household.Door,
            };
        var rows = await (back ? joined.OrderBy(r => r.Claim.Id) : joined.OrderByDescending(r => r.Claim.Id))
            .Take(take + 1)
            .ToListAsync(cancellation);
        var more = rows.Count > take;
        var shown = rows.Take(take)
            .Select(r => new ClaimItem(r.Claim, r.Rule, NameFor(viewer, day, r.Claim, r.HeadName), r.Door));
        return new Page<ClaimItem>(
            back ? [.. shown.Reverse()] : [.. shown],
            back ? more : after is not null,
            back || more
        );
    }

    /// <summary>How many wait for the viewer's word.</summary>
    public async Task<int> CountToReviewAsync(Actor viewer, DateOnly day, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await Of(db, viewer, day, ClaimList.ToReview).CountAsync(cancellation);
    }

    /// <summary>
    /// Open objections that the viewer is to answer, oldest first; those to the own household are left out.
    /// </summary>
    public async Task<IReadOnlyList<ObjectionItem>> ToAnswerAsync(
        Actor viewer,
        DateOnly day,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var open = await db.Set<Objection>()
            .Within(access.Scopes(viewer, PointsCapabilities.Answer, day), o => o.Scope)
            .Where(o => o.State == ObjectionState.Open)
            .OrderBy(o => o.Id)
            .Take(take)
            .ToListAsync(cancellation);
        var items = new List<ObjectionItem>();
        foreach (var objection in open)
        {
            if (
                await AboutAsync(db, viewer, day, objection, cancellation) is { } item
                && item.Household != viewer.HouseholdId
            )
                items.Add(item.Item);
        }
        return items;
    }

    /// <summary>One objection; null when there is none or the viewer may not answer there.</summary>
    public async Task<ObjectionItem?> ObjectionAsync(
        Actor viewer,
        DateOnly day,
        int cell,
        long id,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var objection = await db.Set<Objection>().SingleOrDefaultAsync(o => o.Cell == cell && o.Id == id, cancellation);
        if (
            objection is null
            || !access.May(viewer, PointsCapabilities.Answer, new Target(objection.Scope), day).Allowed
        )
            return null;
        return (await AboutAsync(db, viewer, day, objection, cancellation))?.Item;
    }

    /// <summary>One claim with its whole course; null when there is none or the viewer may not see it.</summary>
    public async Task<ClaimView?> ShowAsync(
        Actor viewer,
        DateOnly day,
        int cell,
        long id,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var claim = await db.Set<Claim>().SingleOrDefaultAsync(c => c.Cell == cell && c.Id == id, cancellation);
        if (claim is null || !access.May(viewer, PointsCapabilities.See, TargetOf(claim), day).Allowed)
            return null;
        var rule = await db.Set<PointsRule>().SingleAsync(r => r.Cell == cell && r.Id == claim.RuleId, cancellation);
        var household = await db.Households.SingleAsync(h => h.Cell == cell && h.Id == claim.HouseholdId, cancellation);
        var notice = claim.NoticeId is { } published
            ? await db.Notices.SingleAsync(n => n.Cell == cell && n.Id == published, cancellation)
            : null;
        var reviews = await new ReviewsOf(cell, id).On(db).ToListAsync(cancellation);
        var objections = await new ObjectionsTo(cell, id).On(db).ToListAsync(cancellation);
        var objectors = objections.Select(o => o.PersonId).ToList();
        var own = await db
            .People.Where(p => p.Cell == cell && objectors.Contains(p.Id) && p.HouseholdId == claim.HouseholdId)
            .Select(p => p.Id)
            .ToListAsync(cancellation);
        var acted = reviews
            .Select(r => (r.PersonId, r.At.Day))
            .Prepend((claim.FiledBy, claim.FiledAt.Day))
            .Concat(
                objections.Where(o => o.AnsweredBy != null).Select(o => (o.AnsweredBy!.Value, o.AnsweredAt!.Value.Day))
            );
        return new ClaimView(
            claim,
            rule,
            notice,
            NameFor(viewer, day, claim, household.HeadName),
            household.Door,
            reviews,
            objections,
            own.ToHashSet(),
            await Officials.AtAsync(db, claim.Scope, acted, cancellation)
        );
    }

    /// <summary>The stored photo of a claim the viewer may see; null for all others alike.</summary>
    public async Task<string?> PhotoAsync(
        Actor viewer,
        DateOnly day,
        int cell,
        long id,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var claim = await db.Set<Claim>().SingleOrDefaultAsync(c => c.Cell == cell && c.Id == id, cancellation);
        return claim is not null && access.May(viewer, PointsCapabilities.See, TargetOf(claim), day).Allowed
            ? claim.Photo
            : null;
    }

    private IQueryable<Claim> Of(GulouDb db, Actor viewer, DateOnly day, ClaimList list)
    {
        var capability = list == ClaimList.ToReview ? PointsCapabilities.Review : PointsCapabilities.See;
        var claims = db.Set<Claim>().Within(access.Scopes(viewer, capability, day), c => c.Scope);
        return list switch
        {
            ClaimList.ToReview => claims
                .Where(c => c.State == ClaimState.InReview && c.FiledBy != viewer.PersonId)
                .Where(c => c.HouseholdId != (viewer.HouseholdId ?? 0))
                .Where(c =>
                    !db.Set<Review>().Any(r => r.Cell == c.Cell && r.ClaimId == c.Id && r.PersonId == viewer.PersonId)
                ),
            ClaimList.InReview => claims.Where(c => c.State == ClaimState.InReview),
            ClaimList.OnNotice => claims.Where(c => c.State == ClaimState.Notified || c.State == ClaimState.Objected),
            ClaimList.Closed => claims.Where(c =>
                c.State == ClaimState.Posted || c.State == ClaimState.Rejected || c.State == ClaimState.Reversed
            ),
            _ => claims,
        };
    }

    private async Task<(ObjectionItem Item, long Household)?> AboutAsync(
        GulouDb db,
        Actor viewer,
        DateOnly day,
        Objection objection,
        CancellationToken cancellation
    )
    {
        var subject = new Subject(objection.About, objection.Cell, objection.Subject);
        if (await subject.FindAsync(db, cancellation) is not { } found)
            return null;
        var household = await db.Households.SingleAsync(
            h => h.Cell == objection.Cell && h.Id == found.Household,
            cancellation
        );
        var target = new Target(household.Scope, household.Id);
        var name = access.May(viewer, PeopleCapabilities.SeeNames, target, day).Allowed
            ? household.HeadName
            : PersonName.Mask(household.HeadName);
        return (new ObjectionItem(objection, found.Deed, found.Receipt, name), found.Household);
    }

    private string NameFor(Actor viewer, DateOnly day, Claim claim, string name) =>
        access.May(viewer, PeopleCapabilities.SeeNames, TargetOf(claim), day).Allowed ? name : PersonName.Mask(name);

    private static Target TargetOf(Claim claim) => new(claim.Scope, claim.HouseholdId);
}
