using Gulou.Kernel.Ledger;
using Gulou.Kernel.Notices;
using Gulou.Kernel.Places;
using Gulou.Storage.Cases;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.People.Import;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>
/// What stands in the way of a change of county. Work under way is not carried over: whoever has it in hand ends it
/// first, so that nobody loses a deadline or the right to object by a change of the map.
/// </summary>
internal static class OpenMatters
{
    public static void Need(World w, Place place)
    {
        w.All(new BalancesIn(place.Cell, place.Key));
        w.All(new NoticesRunning(place.Cell, place.Key, w.Today));
        w.All(new ListsUnderWay(place.Cell, place.Key));
        w.All(new CasesRunning(place.Cell, place.Key));
        foreach (var follower in w.Tools.MapFollowers)
            follower.NeedCarrying(w, place);
    }

    public static IReadOnlyList<OpenMatter> Find(World w, Place place)
    {
        var found = w.Tools.MapFollowers.SelectMany(follower => follower.Open(w, place)).ToList();
        found.Add(new OpenMatter("notices", w.All(new NoticesRunning(place.Cell, place.Key, w.Today)).Count));
        found.Add(new OpenMatter("lists", w.All(new ListsUnderWay(place.Cell, place.Key)).Count));
        found.Add(new OpenMatter("cases", w.All(new CasesRunning(place.Cell, place.Key)).Count));
        found.RemoveAll(matter => matter.Count == 0);
        // What is named above holds amounts; only those of nobody's work are told by themselves. As the book has them:
        // holds that ran out were ended while loading.
        var held = w.All(new BalancesIn(place.Cell, place.Key))
            .Select(a => w.Account(a.Cell, a.Id)!)
            .Count(a => a.HeldOut != 0 || a.HeldIn != 0);
        if (held > 0 && found.Count == 0)
            found.Add(new OpenMatter("holds", held));
        return found;
    }

    /// <summary>The list as a refusal tells it: how many in all, then each kind with its number.</summary>
    public static object[] Told(IReadOnlyList<OpenMatter> matters) =>
        [matters.Sum(m => m.Count), .. matters.Select(m => $"{m.Kind}:{m.Count}")];
}

/// <summary>Accounts at or below a place with something on them or held.</summary>
public sealed record BalancesIn(int Cell, PlaceKey Place) : Query<Account>
{
    public override IQueryable<Account> On(GulouDb db) =>
        db
            .Accounts.AsNoTracking()
            .Where(a => a.Cell == Cell && (a.Balance != 0 || a.HeldOut != 0 || a.HeldIn != 0))
            .Within(Place.Range, a => a.Scope)
            .OrderBy(a => a.Id);
}

/// <summary>Notices at or below a place that are on the board, or will be.</summary>
public sealed record NoticesRunning(int Cell, PlaceKey Place, DateOnly Day) : Query<Notice>
{
    public override IQueryable<Notice> On(GulouDb db) =>
        db.Notices.AsNoTracking().Where(n => n.Cell == Cell && n.Until > Day).Within(Place.Range, n => n.Scope);
}

/// <summary>Lists of people for a place, or one above or below it, that are not over.</summary>
public sealed record ListsUnderWay(int Cell, PlaceKey Place) : Query<PeopleImport>
{
    public override IQueryable<PeopleImport> On(GulouDb db)
    {
        var above = Place.Path.ToList();
        var (low, high) = (new PlaceKey(Place.Range.Low), new PlaceKey(Place.Range.High));
        return db.Set<PeopleImport>()
            .AsNoTracking()
            .Where(l => l.Cell == Cell && l.State < ImportState.Done)
            .Where(l => (l.Scope >= low && l.Scope < high) || above.Contains(l.Scope));
    }
}
