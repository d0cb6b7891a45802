using Gulou.Areas.Governance.Shop;
using Gulou.Kernel.Ledger;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Points;

/// <summary>What a household has. Amounts are hundredths of points.</summary>
/// <param name="Available">What it may spend now.</param>
/// <param name="HeldIn">What is on notice and will come.</param>
/// <param name="Lots">What it may spend until the end of which year; only those with something in them.</param>
/// <param name="Expired">What it let pass.</param>
public sealed record Balance(long Available, long HeldIn, IReadOnlyList<(int Year, long Points)> Lots, long Expired);

/// <summary>One entry of a household's statement: a claim that was posted, a redemption, or their reversal.</summary>
/// <param name="Reason">The entry's own word.</param>
/// <param name="Amount">Hundredths of points, with its sign.</param>
/// <param name="IsReversal">True for the entry that undid another.</param>
public sealed record StatementLine(
    Instant At,
    long Subject,
    string Reason,
    long Amount,
    bool IsReversal,
    Claim? Claim,
    string Rule,
    Redemption? Redemption,
    IReadOnlyList<RedemptionLine> Goods
)
{
    public StatementMark Mark => new(At, Subject);
}

/// <summary>A position in a statement, which goes from the newest entry to the oldest.</summary>
public readonly record struct StatementMark(Instant At, long Subject);

/// <summary>Reads one household's points. The caller has asked whether its reader may see that household.</summary>
public sealed class PointsReader(Database database)
{
    /// <summary>The balance on a day.</summary>
    public async Task<Balance> BalanceAsync(
        int cell,
        long household,
        DateOnly day,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var lots = await Accounts(db, cell, household).OrderBy(a => a.Lot).ToListAsync(cancellation);
        var good = lots.Where(a => a.Lot >= day.Year).ToList();
        return new Balance(
            good.Sum(a => a.Available),
            lots.Sum(a => a.HeldIn),
            [.. good.Where(a => a.Available > 0).Select(a => ((int)a.Lot, a.Available))],
            lots.Where(a => a.Lot < day.Year).Sum(a => a.Available)
        );
    }

    /// <summary>The household's claims in some states, newest first, each with its rule's name.</summary>
    public async Task<IReadOnlyList<(Claim Claim, string Rule)>> ClaimsAsync(
        int cell,
        long household,
        IReadOnlyCollection<ClaimState> states,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var claims = await db.Set<Claim>()
            .Where(c => c.Cell == cell && c.HouseholdId == household && states.Contains(c.State))
            .OrderByDescending(c => c.Id)
            .Take(take)
            .ToListAsync(cancellation);
        var names = await RuleNamesAsync(db, cell, claims, cancellation);
        return [.. claims.Select(c => (c, names[c.RuleId]))];
    }

    /// <summary>What the panel members who refused a claim gave as their reasons.</summary>
    public async Task<ILookup<long, string>> ReasonsAsync(
        int cell,
        IReadOnlyCollection<long> claims,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var reviews = await db.Set<Review>()
            .Where(r => r.Cell == cell && claims.Contains(r.ClaimId) && !r.Approves)
            .OrderBy(r => r.Id)
            .ToListAsync(cancellation);
        var answers = await db.Set<Objection>()
            .Where(o => o.Cell == cell && claims.Contains(o.Subject) && o.State == ObjectionState.Upheld)
            .OrderBy(o => o.Id)
            .ToListAsync(cancellation);
        return reviews
            .Select(r => (r.ClaimId, r.Reason))
            .Concat(answers.Select(o => (ClaimId: o.Subject, Reason: o.Answer)))
            .ToLookup(r => r.ClaimId, r => r.Reason);
    }

    /// <summary>
    /// What a person objected to within a place, newest first, with the deed; for an own receipt without one.
    /// </summary>
    public async Task<IReadOnlyList<(Objection Objection, string Deed)>> ObjectionsByAsync(
        PlaceRange place,
        long person,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var objections = await db.Set<Objection>()
            .Within(place, o => o.Scope)
            .Where(o => o.PersonId == person)
            .OrderByDescending(o => o.Id)
            .Take(take)
            .ToListAsync(cancellation);
        var subjects = objections.Select(o => o.Subject).ToList();
        var deeds = await db.Set<Claim>()
            .Within(place, c => c.Scope)
            .Where(c => subjects.Contains(c.Id))
            .ToDictionaryAsync(c => c.Id, c => c.Deed, cancellation);
        return [.. objections.Select(o => (o, deeds.GetValueOrDefault(o.Subject, "")))];
    }

    /// <summary>The entries of the household, newest first, older than the mark.</summary>
    public async Task<Page<StatementLine>> LinesAsync(
        int cell,
        long household,
        StatementMark? after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var accounts = Accounts(db, cell, household).Select(a => a.Id);
        var entries =
            from posting in db.Postings
            where posting.Cell == cell && accounts.Contains(posting.Account) && posting.Amount != 0
            join entry in db.Entries on new { posting.Cell, Id = posting.Entry } equals new { entry.Cell, entry.Id }
            select new
            {
                posting.Amount,
                entry.RecordedAt,
                entry.Subject,
                entry.Kind,
                entry.Reason,
            };
        if (after is { } mark)
            entries = entries.Where(e =>
                e.RecordedAt < mark.At || (e.RecordedAt == mark.At && e.Subject < mark.Subject)
            );
        var rows = await entries
            .GroupBy(e => new
            {
                e.RecordedAt,
                e.Subject,
                e.Kind,
                e.Reason,
            })
            .Select(g => new
            {
                g.Key.RecordedAt,
                g.Key.Subject,
                g.Key.Kind,
                g.Key.Reason,
                Amount = g.Sum(e => e.Amount),
            })
            .OrderByDescending(e => e.RecordedAt)
            .ThenByDescending(e => e.Subject)
            .Take(take + 1)
            .ToListAsync(cancellation);
        var subjects = rows.Select(r => r.Subject).ToList();
        var claims = await db.Set<Claim>()
            .Where(c => c.Cell == cell && c.HouseholdId == household && subjects.Contains(c.Id))
            .ToListAsync(cancellation);
        var names = await RuleNamesAsync(db, cell, claims, cancellation);
        var redemptions = await db.Set<Redemption>()
            .Where(r => r.Cell == cell && r.HouseholdId == household && subjects.Contains(r.Id))
            .ToDictionaryAsync(r => r.Id, cancellation);
        var goods = (
            await db.Set<RedemptionLine>()
                .Where(l => l.Cell == cell && subjects.Contains(l.RedemptionId))
                .OrderBy(l => l.Id)
                .ToListAsync(cancellation)
        ).ToLookup(l => l.RedemptionId);
        return new Page<StatementLine>(
            [
                .. rows.Take(take)
                    .Select(r =>
                    {
                        var claim = claims.Find(c => c.Id == r.Subject);
                        return new StatementLine(
                            r.RecordedAt,
                            r.Subject,
                            r.Reason,
                            r.Amount,
                            r.Kind == EntryKind.Reverse,
                            claim,
                            claim is null ? "" : names[claim.RuleId],
                            redemptions.GetValueOrDefault(r.Subject),
                            [.. goods[r.Subject]]
                        );
                    }),
            ],
            after is not null,
            rows.Count > take
        );
    }

    private static IQueryable<Account> Accounts(GulouDb db, int cell, long household) =>
        db.Accounts.Where(a =>
            a.Cell == cell && a.Owner == household && a.Kind == AccountKind.Points && a.Unit == Unit.CivicPoints
        );

    private static async Task<Dictionary<long, string>> RuleNamesAsync(
        GulouDb db,
        int cell,
        IEnumerable<Claim> claims,
        CancellationToken cancellation
    )
    {
        var rules = claims.Select(c => c.RuleId).Distinct().ToList();
        return await db.Set<PointsRule>()
            .Where(r => r.Cell == cell && rules.Contains(r.Id))
            .ToDictionaryAsync(r => r.Id, r => r.Name, cancellation);
    }
}
