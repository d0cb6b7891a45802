using Gulou.Kernel.Places;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.Places;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Areas.Governance.Points;

/// <summary>
/// What a village adopted ends with the village: one that is taken in lives by the rules of the one that takes it in.
/// A village that goes to another county keeps its own, since its people decided them.
/// </summary>
internal sealed class RulesFollow : IMapFollower
{
    public void Absorbed(World w, Place place, Place into, DateOnly on) =>
        w.ChangeAll(
            """
            UPDATE points_rule SET "to" = CASE WHEN "from" > {0} THEN "from" ELSE {0} END
            WHERE cell = {1} AND place_id = {2} AND ("to" IS NULL OR "to" > {0})
            """,
            Day.ToNumber(on),
            place.Cell,
            place.Id
        );

    public void NeedCarrying(World w, Place place)
    {
        w.All(new RulesStanding(place.Cell, place.Key, w.Today));
        w.All(new ClaimsUnderWay(place.Cell, place.Key));
        w.All(new ObjectionsOpen(place.Cell, place.Key));
    }

    public IEnumerable<OpenMatter> Open(World w, Place place) =>
        [
            new OpenMatter("claims", w.All(new ClaimsUnderWay(place.Cell, place.Key)).Count),
            new OpenMatter("objections", w.All(new ObjectionsOpen(place.Cell, place.Key)).Count),
        ];

    public void Carry(World w, CountyChange change)
    {
        foreach (var rule in w.All(new RulesStanding(change.Place.Cell, change.Place.Key, w.Today)))
        {
            var from = rule.From > change.On ? rule.From : change.On;
            if (change.Into is null)
                w.AddAll([Successor(w, rule, change.PlaceAfter(rule.PlaceId), from)]);
            rule.To = from;
        }
    }

    private static PointsRule Successor(World w, PointsRule rule, Place place, DateOnly from) =>
        new()
        {
            Cell = place.Cell,
            Id = w.NewId(),
            PlaceId = place.Id,
            Scope = place.Key,
            Code = rule.Code,
            Name = rule.Name,
            Per = rule.Per,
            Evidence = rule.Evidence,
            MinPoints = rule.MinPoints,
            MaxPoints = rule.MaxPoints,
            Cap = rule.Cap,
            CapPeriod = rule.CapPeriod,
            From = from,
            To = rule.To,
            Document = rule.Document,
        };
}

/// <summary>Rules of a place that are not over on a day.</summary>
public sealed record RulesStanding(int Cell, PlaceKey Place, DateOnly Day) : Query<PointsRule>
{
    public override IQueryable<PointsRule> On(GulouDb db) =>
        db.Set<PointsRule>()
            .Where(r => r.Cell == Cell && (r.To == null || r.To > Day))
            .Within(Place.Range, r => r.Scope)
            .OrderBy(r => r.Id);
}

/// <summary>Claims of a place that are not at their end.</summary>
public sealed record ClaimsUnderWay(int Cell, PlaceKey Place) : Query<Claim>
{
    public override IQueryable<Claim> On(GulouDb db) =>
        db.Set<Claim>()
            .AsNoTracking()
            .Where(c =>
                c.Cell == Cell
                && (c.State == ClaimState.InReview || c.State == ClaimState.Notified || c.State == ClaimState.Objected)
            )
            .Within(Place.Range, c => c.Scope);
}

/// <summary>Objections at a place that wait for their answer.</summary>
public sealed record ObjectionsOpen(int Cell, PlaceKey Place) : Query<Objection>
{
    public override IQueryable<Objection> On(GulouDb db) =>
        db.Set<Objection>()
            .AsNoTracking()
            .Where(o => o.Cell == Cell && o.State == ObjectionState.Open)
            .Within(Place.Range, o => o.Scope);
}
