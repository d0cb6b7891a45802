using Gulou.Kernel.Notices;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Points;

/// <summary>
/// A deed on a village's board. There is no household in it: nobody who reads a board learns whose deed it was.
/// </summary>
public sealed record BoardItem
{
    public required Notice Notice { get; init; }
    public required string Village { get; init; }
    public required string Rule { get; init; }
    public required string Deed { get; init; }

    /// <summary>Hundredths of points.</summary>
    public required long Points { get; init; }

    public required bool IsObjected { get; init; }

    /// <summary>True for the viewer's own; told to that viewer alone.</summary>
    public required bool OwnHousehold { get; init; }

    /// <summary>True when the viewer objected and waits for the answer.</summary>
    public required bool OwnObjection { get; init; }
}

/// <summary>Reads villages' boards: what is published now, and nothing after its period.</summary>
public sealed class BoardReader(Database database)
{
    /// <summary>
    /// What is on the boards of these places on a day, newest first, older than <paramref name="after"/>.
    /// </summary>
    public async Task<Page<BoardItem>> ListAsync(
        IReadOnlyList<PlaceRange> scopes,
        DateOnly day,
        Actor viewer,
        long? after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var notices = db.Notices.Within(scopes, n => n.Scope);
        if (after is { } older)
            notices = notices.Where(n => n.Id < older);
        var rows = await Published(db, notices, day, viewer)
            .OrderByDescending(i => i.Notice.Id)
            .Take(take + 1)
            .ToListAsync(cancellation);
        return new Page<BoardItem>([.. rows.Take(take)], after is not null, rows.Count > take);
    }

    /// <summary>One notice, while it is on the board.</summary>
    public async Task<BoardItem?> ShowAsync(
        IReadOnlyList<PlaceRange> scopes,
        DateOnly day,
        Actor viewer,
        int cell,
        long id,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var notices = db.Notices.Within(scopes, n => n.Scope).Where(n => n.Cell == cell && n.Id == id);
        return await Published(db, notices, day, viewer).SingleOrDefaultAsync(cancellation);
    }

    private static IQueryable<BoardItem> Published(
        GulouDb db,
        IQueryable<Notice> notices,
        DateOnly day,
        Actor viewer
    ) =>
        from notice in notices
        where notice.From <= day && day < notice.Until
        join claim in db.Set<Claim>() on new { notice.Cell, Id = notice.Subject } equals new { claim.Cell, claim.Id }
        where claim.State == ClaimState.Notified || claim.State == ClaimState.Objected
        join rule in db.Set<PointsRule>() on new { claim.Cell, Id = claim.RuleId } equals new { rule.Cell, rule.Id }
        join village in db.Divisions on notice.Scope equals village.Key
        where village.To == null
        select new BoardItem
        {
            Notice = notice,
            Village = village.ShortName,
            Rule = rule.Name,
            Deed = claim.Deed,
            Points = claim.Points,
            IsObjected = claim.State == ClaimState.Objected,
            OwnHousehold = claim.HouseholdId == viewer.HouseholdId,
            OwnObjection = db.Set<Objection>()
                .Any(o =>
                    o.Cell == claim.Cell
                    && o.Subject == claim.Id
                    && o.PersonId == viewer.PersonId
                    && o.State == ObjectionState.Open
                ),
        };
}
