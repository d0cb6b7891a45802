using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;

namespace Gulou.Storage.Posts;

/// <summary>
/// What the commands about one's own way in share: the login, locked first so that two of them wait for each other, and
/// the place under which the trace keeps them.
/// </summary>
internal static class OwnDoor
{
    public static void Needs(World w, int cell, long person)
    {
        w.All(new LoginsOf(cell, person));
        w.One<Person>(cell, person);
        w.All(new AppointmentsAnywhere(person));
    }

    public static Login? Login(World w, int cell, long person) =>
        w.All(new LoginsOf(cell, person)) is [var login, ..] ? login : null;

    /// <summary>
    /// An official's sign-ins are seen where the post is held. A villager's are kept under the county, so that nobody
    /// in the village or the township reads when a neighbour opens the phone.
    /// </summary>
    public static Target? Target(World w, int cell, long person)
    {
        if (w.One<Person>(cell, person) is not { } found)
            return null;
        var post = w.All(new AppointmentsAnywhere(person)).FirstOrDefault(a => a.InForce(w.Today));
        if (w.Actor.PersonId == person)
            w.InPost = post?.Id ?? 0;
        return new Target(post?.Scope ?? found.Scope.At(PlaceLevel.County), Person: person);
    }

    /// <summary>Ends a person's sessions, all but one perhaps; gives how many.</summary>
    public static int EndSessions(World w, int cell, long person, long? keep)
    {
        var ended = w.All(new SessionsOf(cell, person)).Where(s => s.Id != keep).ToList();
        ended.ForEach(w.Remove);
        return ended.Count;
    }
}

/// <summary>A person's appointments in all cells, ended ones too: officials move.</summary>
public sealed record AppointmentsAnywhere(long PersonId) : Query<Appointment>
{
    public override IQueryable<Appointment> On(GulouDb db) =>
        db.Appointments.Where(a => a.PersonId == PersonId).OrderBy(a => a.Id);
}

/// <summary>A person's sessions, oldest first.</summary>
public sealed record SessionsOf(int Cell, long PersonId) : Query<Session>
{
    public override IQueryable<Session> On(GulouDb db) =>
        db.Sessions.Where(s => s.Cell == Cell && s.PersonId == PersonId).OrderBy(s => s.Id);
}
