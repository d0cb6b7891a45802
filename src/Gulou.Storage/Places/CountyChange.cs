using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>
/// A place, with all below it, goes from one county to another. A cell is for ever: what stands in the old one ends
/// there, and linked successors go on in the other — places, households, people with their sign-in, posts, balances —
/// all in one transaction. What happened stays where it happened, under the old place.
/// </summary>
public sealed class CountyChange
{
    private readonly World w;
    private readonly Dictionary<long, Place> places = [];
    private readonly Dictionary<long, (long Id, PlaceKey Scope)> successors = [];
    private readonly string document;

    private CountyChange(World w, Place place, Place? into, int cell, DateOnly on, string document)
    {
        (this.w, Place, Into, Cell, On) = (w, place, into, cell, on);
        this.document = document;
    }

    /// <summary>What goes.</summary>
    public Place Place { get; }

    /// <summary>The place of the other county that takes it in; null where it goes on as a place of its own.</summary>
    public Place? Into { get; }

    /// <summary>The cell of the other county.</summary>
    public int Cell { get; }

    /// <summary>The first day in the other county.</summary>
    public DateOnly On { get; }

    /// <summary>Asks for everything at and below a place that is to go.</summary>
    internal static void Need(World w, Place place, Place other, bool merges)
    {
        w.All(new StandingIn(place.Cell, place.Key));
        w.All(new CodesIn(place.Cell, place.Key));
        w.All(new DivisionsOver(place.Key));
        w.All(new DivisionsOver(other.Key));
        CountyPeople.Need(w, place, other.Cell);
        OpenMatters.Need(w, place);
        CountyBalances.Need(w, place, other, merges);
    }

    /// <summary>Under another parent of the other county, at a free position.</summary>
    internal static RedrawOutcome Move(
        World w,
        Place place,
        Place parent,
        PlaceKey key,
        DateOnly on,
        string document
    ) => new CountyChange(w, place, null, parent.Cell, on, document).Run(parent, key.Value - place.Key.Value, 0);

    /// <summary>Taken in by a place of the other county, what lies below numbered behind what is there.</summary>
    internal static RedrawOutcome Merge(World w, Place place, Place into, int offset, DateOnly on, string document)
    {
        var below = place.Level == PlaceLevel.Unit ? 0 : offset * PlaceKeys.StepOf(into.Key.Depth + 1);
        return new CountyChange(w, place, into, into.Cell, on, document).Run(
            into,
            into.Key.Value - place.Key.Value,
            below
        );
    }

    /// <summary>The place that goes on for one that went; for one that had ended before, the whole.</summary>
    public Place PlaceAfter(long place) => places.GetValueOrDefault(place) ?? places[Place.Id];

    /// <summary>
    /// Whose balances go on where: of an owner, or of a unit or lot that is a record of its own.
    /// </summary>
    /// <param name="id">The old owner, unit or lot.</param>
    /// <param name="successor">The new one.</param>
    /// <param name="scope">Where it is.</param>
    public void GoesOn(long id, long successor, PlaceKey scope) => successors.Add(id, (successor, scope));

    /// <summary>The entries by which an owner's balances in a unit go: one id in both cells.</summary>
    public ClientId EntryOf(long owner, long unit) => w.Command.Id.Derive($"carry {owner} {unit}");

    internal (long Id, PlaceKey Scope)? After(long id) => successors.TryGetValue(id, out var after) ? after : null;

    private IReadOnlyList<Place> Standing =>
        [.. w.All(new StandingIn(Place.Cell, Place.Key)).OrderBy(place => place.Key)];

    private RedrawOutcome Run(Place parent, long by, long below)
    {
        if (OpenMatters.Find(w, Place) is { Count: > 0 } open)
            return w.Refuse(RedrawOutcome.OpenWork, OpenMatters.Told(open));
        var people = new CountyPeople(w, this);
        var since = Standing.Select(place => place.Since).Append(people.Since).Max();
        if (On < since)
            return w.Refuse(RedrawOutcome.BeforeLastChange, since);
        Tell(parent, by, below);
        people.Carry(document);
        foreach (var follower in w.Tools.MapFollowers)
            follower.Carry(w, this);
        if (new CountyBalances(w, this).TryCarry() is { } left)
            return w.Refuse(RedrawOutcome.OpenWork, OpenMatters.Told([new OpenMatter("balances", left)]));
        w.Subject = places[Place.Id].Id;
        return RedrawOutcome.Done;
    }

    /// <summary>The places end here and go on there, with their codes.</summary>
    private void Tell(Place parent, long by, long below)
    {
        var redrawing = new Redrawing(w, On, document);
        foreach (var old in Standing)
        {
            var isTop = old.Id == Place.Id;
            var next = isTop && Into is not null ? Into : Successor(old, by + (isTop ? 0 : below));
            places.Add(old.Id, next);
            successors.Add(old.Id, (next.Id, next.Key));
            if (next == Into)
            {
                redrawing.Tell(old, PlaceEventKind.MergedInto, "", next.ShortName, next.Id);
                redrawing.Tell(next, PlaceEventKind.Absorbed, "", old.ShortName, old.Id);
                continue;
            }
            redrawing.Tell(old, PlaceEventKind.WentToCounty, "", Names(parent.Key), next.Id);
            redrawing.Tell(next, PlaceEventKind.CameFromCounty, Names(Place.Key.Parent), "", old.Id);
        }
        w.AddAll<PlaceCode>([
            .. w.All(new CodesIn(Place.Cell, Place.Key)).Where(c => places[c.PlaceId] != Into).Select(Successor),
        ]);
        redrawing.CloseAll(Place);
    }

    /// <summary>It keeps its code until it is given that of the other county.</summary>
    private PlaceCode Successor(PlaceCode code) =>
        new()
        {
            Cell = Cell,
            Id = w.NewId(),
            PlaceId = places[code.PlaceId].Id,
            Scheme = code.Scheme,
            Code = code.Code,
            From = On,
        };

    /// <summary>Where it lies, from the county down, as people say it.</summary>
    private string Names(PlaceKey at) =>
        string.Concat(
            w.All(new DivisionsOver(at == Place.Key.Parent ? Place.Key : at))
                .Where(d => d.Level >= PlaceLevel.County && d.Key.Range.Contains(at))
                .OrderBy(d => d.Key)
                .Select(d => d.ShortName)
        );

    private Place Successor(Place old, long by)
    {
        Place next =
            old is Grid
                ? new Grid { Name = old.Name, ShortName = old.ShortName }
                : new Division { Name = old.Name, ShortName = old.ShortName };
        (next.Cell, next.Id, next.Key) = (Cell, w.NewId(), new PlaceKey(old.Key.Value + by));
        (next.Initials, next.Kind, next.From, next.Since) = (old.Initials, old.Kind, On, On);
        if (next is Grid grid)
            w.AddAll([grid]);
        else
            w.AddAll([(Division)next]);
        return next;
    }
}

/// <summary>The places that stand at and below one.</summary>
public sealed record StandingIn(int Cell, PlaceKey Place) : Query<Place>
{
    public override IQueryable<Place> On(GulouDb db) =>
        db.Places.AsNoTracking().Where(p => p.Cell == Cell && p.To == null).Within(Place.Range, p => p.Key);
}

/// <summary>The divisions that stand over a position, its own place too.</summary>
public sealed record DivisionsOver(PlaceKey Place) : Query<Division>
{
    public override IQueryable<Division> On(GulouDb db)
    {
        var path = Place.Path.ToList();
        return db.Divisions.AsNoTracking().Where(d => path.Contains(d.Key) && d.To == null);
    }
}

/// <summary>The codes borne today by the places at and below one, in every scheme.</summary>
public sealed record CodesIn(int Cell, PlaceKey Place) : Query<PlaceCode>
{
    public override IQueryable<PlaceCode> On(GulouDb db)
    {
        var places = new StandingIn(Cell, Place).On(db).Select(p => p.Id);
        return db
            .PlaceCodes.AsNoTracking()
            .Where(c => c.Cell == Cell && c.To == null && places.Contains(c.PlaceId))
            .OrderBy(c => c.Id);
    }
}
