using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.Posts;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People;

/// <summary>Someone of age who cannot sign in yet.</summary>
/// <param name="Invitation">The code made for him or her, good or not; null when none was.</param>
/// <param name="IsSynthetic">The person is invented, and every print says so.</param>
public sealed record NotJoined(Person Person, string Door, Invitation? Invitation, bool IsSynthetic)
{
    /// <summary>Where the next page of the list goes on.</summary>
    public HouseholdMark Mark => new(Person.Scope, Person.Id);
}

/// <summary>Reads who may be given a slip to sign in with.</summary>
public sealed class InvitationReader(Database database, Vault vault, PeoplePolicy policy)
{
    /// <summary>Adults of a place's households without a login, in map order, after a mark.</summary>
    /// <param name="only">Only these people; null for all.</param>
    public async Task<IReadOnlyList<NotJoined>> ListAsync(
        PlaceKey place,
        DateOnly day,
        IReadOnlyCollection<long>? only,
        HouseholdMark after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var born = day.AddYears(-policy.AdultAge);
        var grown = PeoplePolicy.Grown;
        var people = db
            .People.Where(p => p.To == null && p.HouseholdId != null)
            .Within(place.Range, p => p.Scope)
            .Where(p => p.Birthday == null ? grown.Contains(p.Relation) : p.Birthday <= born)
            .Where(p => !db.Logins.Any(l => l.PersonId == p.Id && l.Cell == p.Cell))
            .Where(p => p.Scope > after.Scope || (p.Scope == after.Scope && p.Id > after.Id));
        if (only is not null)
            people = people.Where(p => only.Contains(p.Id));
        var found = await people.OrderBy(p => p.Scope).ThenBy(p => p.Id).Take(take).ToListAsync(cancellation);
        var (ids, homes) = (found.Select(p => p.Id).ToList(), found.Select(p => p.HouseholdId).Distinct().ToList());
        var doors = await db
            .Households.Where(h => homes.Contains(h.Id))
            .ToDictionaryAsync(h => h.Id, h => h.Door, cancellation);
        var codes = await db.Invitations.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellation);
        return
        [
            .. found.Select(p => new NotJoined(
                p,
                doors.GetValueOrDefault(p.HouseholdId!.Value, ""),
                codes.GetValueOrDefault(p.Id),
                IsSynthetic(p)
            )),
        ];
    }

    /// <summary>The cell of the person a code was made for; 0 for no such code.</summary>
    public async Task<int> CellOfAsync(string code, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await InvitationWith.For(vault, code).On(db).Select(i => i.Cell).FirstOrDefaultAsync(cancellation);
    }

    private bool IsSynthetic(Person person) =>
        person.IdCipher is { } number
        && CitizenId.TryParse(vault.Open(Purpose.CitizenId, number), out var parsed, out _)
        && parsed.IsSynthetic;
}
