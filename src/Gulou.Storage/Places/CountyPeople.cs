using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.People;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Places;

/// <summary>
/// Households and people of a place that goes to another county: recorded as moved out there and moved in here, so that
/// every head count of either county stays right. Each keeps ID number, sign-in, second factor and card.
/// </summary>
internal sealed class CountyPeople(World w, CountyChange change)
{
    private readonly Place place = change.Place;
    private readonly Dictionary<long, Person> successors = [];

    public static void Need(World w, Place place, int to)
    {
        var (cell, key) = (place.Cell, place.Key);
        w.All(new CardsTaken(to, cell, key));
        w.All(new HomesIn(cell, key));
        w.All(new PeopleIn(cell, key));
        w.All(new LoginsOfPeopleIn(cell, key));
        w.All(new SessionsOfPeopleIn(cell, key));
        w.All(new FactorsOfPeopleIn(cell, key));
        w.All(new BindingsOfPeopleIn(cell, key));
        w.All(new InvitationsOfPeopleIn(cell, key));
        w.All(new PostsIn(cell, key, w.Today));
        w.All(new PostsOfPeopleIn(cell, key, w.Today));
        w.All(new TokensOfPeopleIn(cell, key));
    }

    /// <summary>Since when the last of them is here.</summary>
    public DateOnly Since =>
        People.Select(p => p.From).Concat(Homes.Select(h => h.From)).DefaultIfEmpty(place.Since).Max();

    private IReadOnlyList<Household> Homes => w.All(new HomesIn(place.Cell, place.Key));

    private IReadOnlyList<Person> People => w.All(new PeopleIn(place.Cell, place.Key));

    public void Carry(string document)
    {
        if (Homes.Count + People.Count > 0)
            Register(document);
        SignIns();
        Posts();
    }

    private void Register(string document)
    {
        var sending = Recording.BeginInBulk(w, ActKind.MovedOut, change.On, place);
        var here = Recording.BeginInBulk(w, ActKind.MovedIn, change.On, change.PlaceAfter(place.Id));
        (sending.Act.OtherCell, sending.Act.OtherAct) = (here.Act.Cell, here.Act.Id);
        (here.Act.OtherCell, here.Act.OtherAct) = (sending.Act.Cell, sending.Act.Id);
        (sending.Act.Note, here.Act.Note) = (document, document);
        // Back where it was once, the household is found by its card itself.
        foreach (var former in w.All(new CardsTaken(change.Cell, place.Cell, place.Key)))
            former.CardToken = CardToken.For(w, $"{former.Id} {w.Command.Id}");
        var homes = Homes.ToDictionary(h => h.Id, h => (Old: h, New: Household(h, here)));
        // Rows in bulk are written kind by kind: people before what happens to them.
        foreach (var person in People)
            here.Add(Person(person));
        foreach (var person in People)
        {
            var (from, to) = person.HouseholdId is { } id && homes.TryGetValue(id, out var home) ? home : default;
            Move(person, from, to, sending, here);
        }
        foreach (var (old, next) in homes.Values)
        {
            next.HeadId = successors.TryGetValue(old.HeadId, out var head) ? head.Id : 0;
            next.HeadName = old.HeadName;
            sending.End(old, HouseholdEventKind.Closed);
            (old.SuccessorCell, old.SuccessorId) = (next.Cell, next.Id);
        }
        var there = change.PlaceAfter(place.Id).Key.Range;
        // Whoever has a number is found there from now on.
        w.ChangeAll(
            """
            UPDATE identity SET cell = {0}, person_id = (
                SELECT p.id FROM person p WHERE p.cell = {0} AND p.id_hash = identity.id_hash)
            WHERE cell = {1} AND id_hash IN (
                SELECT p.id_hash FROM person p
                WHERE p.cell = {0} AND p.scope >= {2} AND p.scope < {3} AND p.id_hash IS NOT NULL)
            """,
            change.Cell,
            place.Cell,
            there.Low,
            there.High
        );
    }

    private Household Household(Household old, Recording here)
    {
        var at = change.PlaceAfter(old.PlaceId);
        var next = new Household
        {
            Cell = at.Cell,
            Id = w.NewId(),
            PlaceId = at.Id,
            Scope = at.Key,
            Door = old.Door,
            CardToken = old.CardToken,
            From = change.On,
            FormerCell = old.Cell,
            FormerId = old.Id,
        };
        here.Add(next, HouseholdEventKind.MovedIn);
        change.GoesOn(old.Id, next.Id, next.Scope);
        return next;
    }

    private Person Person(Person old)
    {
        var next = old.Copy(w.NewId(), change.PlaceAfter(old.PlaceId));
        (next.Relation, next.From) = (old.Relation, change.On);
        (next.FormerCell, next.FormerId) = (old.Cell, old.Id);
        successors.Add(old.Id, next);
        change.GoesOn(old.Id, next.Id, next.Scope);
        return next;
    }

    private void Move(Person old, Household? from, Household? to, Recording sending, Recording here)
    {
        var next = successors[old.Id];
        sending.End(old, from, PersonEventKind.MovedOut);
        (old.SuccessorCell, old.SuccessorId, old.IdHash) = (next.Cell, next.Id, null);
        if (to is null)
            here.Happened(next, PersonEventKind.MovedIn, 0);
        else
            here.Enter(next, to, PersonEventKind.MovedIn);
    }

    /// <summary>Names, passwords and second factors stay; sessions end, since each is bound to its cell.</summary>
    private void SignIns()
    {
        var (cell, key) = (place.Cell, place.Key);
        foreach (var login in w.All(new LoginsOfPeopleIn(cell, key)))
            (login.Cell, login.PersonId) = (change.Cell, successors[login.PersonId].Id);
        foreach (var binding in w.All(new BindingsOfPeopleIn(cell, key)))
            (binding.Cell, binding.PersonId) = (change.Cell, successors[binding.PersonId].Id);
        foreach (var session in w.All(new SessionsOfPeopleIn(cell, key)))
            w.Remove(session);
        foreach (var factor in w.All(new FactorsOfPeopleIn(cell, key)))
            w.Rekey(factor, copy => (copy.Cell, copy.Id) = (change.Cell, successors[factor.Id].Id));
        foreach (var invitation in w.All(new InvitationsOfPeopleIn(cell, key)))
        {
            w.Remove(invitation);
            // In bulk, since the person it belongs to is.
            w.AddAll([
                new Invitation
                {
                    Cell = change.Cell,
                    Id = successors[invitation.Id].Id,
                    CodeHash = invitation.CodeHash,
                    IssuedAt = invitation.IssuedAt,
                    IssuedBy = invitation.IssuedBy,
                    Until = invitation.Until,
                    UsedAt = invitation.UsedAt,
                },
            ]);
        }
    }

    /// <summary>
    /// Posts at the place go on at its successor; nobody comes to power over a larger place by a merge. Posts its
    /// people hold elsewhere stay theirs.
    /// </summary>
    private void Posts()
    {
        foreach (var post in w.All(new PostsIn(place.Cell, place.Key, w.Today)))
        {
            var goesOn =
                (change.Into is null || post.PlaceId != place.Id) && (post.To is not { } end || end > change.On);
            if (goesOn)
            {
                var at = change.PlaceAfter(post.PlaceId);
                w.AddAll([
                    new Appointment
                    {
                        Cell = at.Cell,
                        Id = w.NewId(),
                        PersonId = Now(post.PersonId),
                        Post = post.Post,
                        PlaceId = at.Id,
                        Scope = at.Key,
                        From = post.From > change.On ? post.From : change.On,
                        To = post.To,
                        Document = post.Document,
                    },
                ]);
            }
            post.To = post.From > change.On ? post.From : change.On;
        }
        foreach (var post in w.All(new PostsOfPeopleIn(place.Cell, place.Key, w.Today)))
            post.PersonId = Now(post.PersonId);
        foreach (var token in w.All(new TokensOfPeopleIn(place.Cell, place.Key)))
            (token.PersonCell, token.PersonId) = (change.Cell, Now(token.PersonId));
    }

    private long Now(long person) => successors.TryGetValue(person, out var next) ? next.Id : person;
}

/// <summary>The households that live at and below a place.</summary>
public sealed record HomesIn(int Cell, PlaceKey Place) : Query<Household>
{
    public override IQueryable<Household> On(GulouDb db) =>
        db.Households.Where(h => h.Cell == Cell && h.To == null).Within(Place.Range, h => h.Scope).OrderBy(h => h.Id);
}

/// <summary>Ended households of a cell whose cards are those of households of a place in another cell.</summary>
internal sealed record CardsTaken(int In, int Cell, PlaceKey Place) : Query<Household>
{
    public override IQueryable<Household> On(GulouDb db)
    {
        var cards = new HomesIn(Cell, Place).On(db).Select(h => h.CardToken);
        return db.Households.Where(h => h.Cell == In && h.To != null && cards.Contains(h.CardToken));
    }
}

/// <summary>The people registered at and below a place, with or without a household.</summary>
public sealed record PeopleIn(int Cell, PlaceKey Place) : Query<Person>
{
    public override IQueryable<Person> On(GulouDb db) =>
        db.People.Where(p => p.Cell == Cell && p.To == null).Within(Place.Range, p => p.Scope).OrderBy(p => p.Id);

    internal IQueryable<long> Ids(GulouDb db) => On(db).Select(p => p.Id);
}

internal sealed record LoginsOfPeopleIn(int Cell, PlaceKey Place) : Query<Login>
{
    public override IQueryable<Login> On(GulouDb db)
    {
        var people = new PeopleIn(Cell, Place).Ids(db);
        return db.Logins.Where(l => l.Cell == Cell && people.Contains(l.PersonId));
    }
}

internal sealed record SessionsOfPeopleIn(int Cell, PlaceKey Place) : Query<Session>
{
    public override IQueryable<Session> On(GulouDb db)
    {
        var people = new PeopleIn(Cell, Place).Ids(db);
        return db.Sessions.Where(s => s.Cell == Cell && people.Contains(s.PersonId));
    }
}

internal sealed record FactorsOfPeopleIn(int Cell, PlaceKey Place) : Query<SecondFactor>
{
    public override IQueryable<SecondFactor> On(GulouDb db)
    {
        var people = new PeopleIn(Cell, Place).Ids(db);
        return db.SecondFactors.Where(f => f.Cell == Cell && people.Contains(f.Id));
    }
}

internal sealed record BindingsOfPeopleIn(int Cell, PlaceKey Place) : Query<Binding>
{
    public override IQueryable<Binding> On(GulouDb db)
    {
        var people = new PeopleIn(Cell, Place).Ids(db);
        return db.Bindings.Where(b => b.Cell == Cell && people.Contains(b.PersonId));
    }
}

internal sealed record InvitationsOfPeopleIn(int Cell, PlaceKey Place) : Query<Invitation>
{
    public override IQueryable<Invitation> On(GulouDb db)
    {
        var people = new PeopleIn(Cell, Place).Ids(db);
        return db.Invitations.Where(i => i.Cell == Cell && people.Contains(i.Id));
    }
}

/// <summary>Posts at and below a place that are not over on a day.</summary>
internal sealed record PostsIn(int Cell, PlaceKey Place, DateOnly Day) : Query<Appointment>
{
    public override IQueryable<Appointment> On(GulouDb db) =>
        db
            .Appointments.Where(a => a.Cell == Cell && (a.To == null || a.To > Day))
            .Within(Place.Range, a => a.Scope)
            .OrderBy(a => a.Id);
}

/// <summary>Posts that the people of a place hold outside it.</summary>
internal sealed record PostsOfPeopleIn(int Cell, PlaceKey Place, DateOnly Day) : Query<Appointment>
{
    public override IQueryable<Appointment> On(GulouDb db)
    {
        var people = new PeopleIn(Cell, Place).Ids(db);
        var (low, high) = (new PlaceKey(Place.Range.Low), new PlaceKey(Place.Range.High));
        return db
            .Appointments.Where(a => people.Contains(a.PersonId) && (a.To == null || a.To > Day))
            .Where(a => a.Cell != Cell || a.Scope < low || a.Scope >= high)
            .OrderBy(a => a.Id);
    }
}

internal sealed record TokensOfPeopleIn(int Cell, PlaceKey Place) : Query<ApiToken>
{
    public override IQueryable<ApiToken> On(GulouDb db)
    {
        var people = new PeopleIn(Cell, Place).Ids(db);
        return db.ApiTokens.Where(t => t.PersonCell == Cell && people.Contains(t.PersonId));
    }
}
