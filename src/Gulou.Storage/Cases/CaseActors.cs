using Gulou.Kernel.Cases;
using Gulou.Kernel.Posts;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Cases;

/// <summary>Who acts on cases: oneself in one's posts, and for those who are away.</summary>
internal static class CaseActors
{
    /// <summary>Asks for delegations and the posts that come with them.</summary>
    public static CaseActor Of(World w)
    {
        var own = CaseActor.Of(w.Actor, w.Today);
        if (own.IsClock || own.PersonId == 0 || w.Actor.IsMachine)
            return own;
        var away = w.All(new DelegationsTo(own.PersonId, w.Today)).Select(d => d.PersonId).Distinct().ToList();
        return With(own, away.Select(person => (person, w.All(new AppointmentsOf(person, w.Today)))), w.Today);
    }

    /// <summary>The same for reading.</summary>
    public static async Task<CaseActor> ReadAsync(GulouDb db, Actor actor, DateOnly day, CancellationToken cancellation)
    {
        var own = CaseActor.Of(actor, day);
        if (own.IsClock || own.PersonId == 0 || actor.IsMachine)
            return own;
        var away = await new DelegationsTo(own.PersonId, day)
            .On(db)
            .Select(d => d.PersonId)
            .Distinct()
            .ToListAsync(cancellation);
        var standing = new List<(long, IReadOnlyList<Appointment>)>();
        foreach (var person in away)
            standing.Add((person, await new AppointmentsOf(person, day).On(db).ToListAsync(cancellation)));
        return With(own, standing, day);
    }

    /// <summary>The same with the seats of those who are away.</summary>
    public static CaseActor With(
        CaseActor own,
        IEnumerable<(long Person, IReadOnlyList<Appointment> Posts)> away,
        DateOnly day
    )
    {
        var standing = away.ToList();
        return standing.Count == 0
            ? own
            : own with
            {
                Seats = [.. own.Seats, .. standing.SelectMany(one => SeatsOf(one.Posts, day, one.Person))],
                StandsFor = [.. standing.Select(one => one.Person)],
            };
    }

    /// <summary>The posts in force as seats.</summary>
    public static IEnumerable<CaseSeat> SeatsOf(
        IEnumerable<Appointment> appointments,
        DateOnly day,
        long? insteadOf = null
    ) => appointments.Where(a => a.InForce(day)).Select(a => new CaseSeat(a.Post, a.Scope, a.Id, insteadOf));

    /// <summary>Asks for someone to whom something is handed; null when there is no such person.</summary>
    public static Colleague? Colleague(World w, int cell, long person)
    {
        var found = w.All(new PersonOf(cell, person));
        var posts = w.All(new AppointmentsOf(person, w.Today));
        return found is [var one] ? new Colleague(person, one.HouseholdId, [.. SeatsOf(posts, w.Today)]) : null;
    }
}
