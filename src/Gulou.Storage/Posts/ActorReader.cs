using Gulou.Kernel.People;
using Gulou.Kernel.Posts;
using Gulou.Storage.Keys;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.Posts;

/// <summary>Reads who someone is and what posts they hold.</summary>
public sealed class ActorReader(Database database, Vault vault)
{
    /// <summary>The login of a sign-in name as typed; null if there is none.</summary>
    public async Task<Login?> LoginAsync(string name, CancellationToken cancellation = default)
    {
        if (!LoginName.TryNormalise(name, out var plain))
            return null;
        var hashes = vault.Hashes(Purpose.LoginName, plain);
        await using var db = database.NewContext();
        return await db.Logins.SingleOrDefaultAsync(l => hashes.Contains(l.NameHash), cancellation);
    }

    /// <summary>The person as an actor; null when not registered any more.</summary>
    public async Task<(Actor Actor, Person Person)?> ActorAsync(
        int cell,
        long personId,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var person = await db.People.SingleOrDefaultAsync(
            p => p.Cell == cell && p.Id == personId && p.To == null,
            cancellation
        );
        if (person is null)
            return null;
        var appointments = await db
            .Appointments.Where(a => a.PersonId == personId)
            .OrderBy(a => a.Id)
            .ToListAsync(cancellation);
        var actor = new Actor
        {
            PersonId = personId,
            Cell = cell,
            HouseholdId = person.HouseholdId,
            // A member sits where the household sits.
            HouseholdPlace = person.HouseholdId is null ? null : person.Scope,
            Appointments = appointments,
        };
        return (actor, person);
    }
}
