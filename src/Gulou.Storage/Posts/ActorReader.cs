using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Posts;

/// <summary>Someone who may act, as found now.</summary>
/// <param name="Actor">With all appointments, past ones included; the access rule looks at their dates.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Stamps">The stamps of the person's logins: a session with another one has ended.</param>
public sealed record FoundActor(Actor Actor, string Name, IReadOnlyList<long> Stamps);

/// <summary>Finds who is asking.</summary>
public static class ActorReader
{
    public static async Task<FoundActor?> ReadAsync(GulouDb db, long cell, long personId)
    {
        var person = await db.People.SingleOrDefaultAsync(p => p.Cell == cell && p.Id == personId && p.To == null);
        if (person is null)
            return null;
        var appointments = await db.Appointments.Where(a => a.PersonId == personId).OrderBy(a => a.Id).ToListAsync();
        var stamps = await db.Logins.Where(l => l.PersonId == personId).Select(l => l.Stamp).ToListAsync();
        var actor = new Actor
        {
            Cell = person.Cell,
            PersonId = person.Id,
            HouseholdId = person.HouseholdId,
            HouseholdPlace = person.HouseholdId is null ? (PlaceKey?)null : person.Scope,
            Appointments = appointments,
        };
        return new FoundActor(actor, person.Name, stamps);
    }
}
