using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>
/// Households move to another place of their county: people and accounts follow, what happened stays where it did.
/// </summary>
public sealed record RehomeHouseholds : Command<RedrawOutcome>
{
    /// <summary>Within this place; it is what the right to do it is asked for.</summary>
    public required long PlaceId { get; init; }
    public required long ToId { get; init; }
    public required IReadOnlyList<long> Households { get; init; }
    public required DateOnly On { get; init; }
    public string Document { get; init; } = "";

    public override string Verb => "places.rehome-households";

    public override string Capability => PlacesCapabilities.Grids;

    public override bool RedrawsMap => true;

    public override void Needs(World w)
    {
        w.PlaceOf(Cell, ToId);
        if (w.PlaceOf(Cell, PlaceId) is { } place)
            w.All(new HouseholdsAmong(Cell, Households));
    }

    public override Target? Target(World w) =>
        w.PlaceOf(Cell, PlaceId) is { } place && w.PlaceOf(Cell, ToId) is { } to
            ? new Target(Redraws.Above(place.Key, to.Key))
            : null;

    public override RedrawOutcome Decide(World w)
    {
        var (place, to) = (w.PlaceOf(Cell, PlaceId)!, w.PlaceOf(Cell, ToId)!);
        if (to.To is not null)
            return RedrawOutcome.OtherNotStanding;
        if (On > w.Today)
            return RedrawOutcome.DateInFuture;
        if (Redraws.CheckDocument(to is Grid ? to : place, Document) is not RedrawOutcome.Done and var refusal)
            return refusal;
        if (to.Level < PlaceLevel.Village || to.Kind == PlaceKind.Dedicated)
            return RedrawOutcome.WrongLevel;
        if (Households.Count == 0)
            return RedrawOutcome.Unchanged;
        var found = w.All(new HouseholdsAmong(Cell, Households));
        if (found.Count != Households.Distinct().Count() || found.Any(h => !place.Key.Range.Contains(h.Scope)))
            return RedrawOutcome.NotFromThere;
        var redrawing = new Redrawing(w, On, Document.Trim());
        redrawing.Rehome(Cell, [.. found.Select(h => h.Id)], to);
        redrawing.Tell(to, PlaceEventKind.Redrawn, place.ShortName, $"{found.Count}", place.Id);
        w.Subject = ToId;
        return RedrawOutcome.Done;
    }
}

/// <summary>Some households by their ids.</summary>
public sealed record HouseholdsAmong(int Cell, IReadOnlyList<long> Ids) : Query<Household>
{
    public override IQueryable<Household> On(GulouDb db) =>
        db.Households.AsNoTracking().Where(h => h.Cell == Cell && Ids.Contains(h.Id) && h.To == null);
}
