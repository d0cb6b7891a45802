using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People;

/// <summary>Finds people to be put in a post.</summary>
public sealed class PersonReader(Database database)
{
    /// <summary>The person for the access rule; null when there is none.</summary>
    public async Task<Target?> TargetAsync(int cell, long person, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var found = await db.People.SingleOrDefaultAsync(p => p.Cell == cell && p.Id == person, cancellation);
        return found?.AsTarget();
    }

    /// <summary>
    /// People registered within the scopes whose name holds the text or whose initials begin with it.
    /// </summary>
    public async Task<IReadOnlyList<Person>> FindAsync(
        IReadOnlyList<PlaceRange> scopes,
        string term,
        bool staffOnly,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var people = db.People.Where(p => p.To == null).Within(scopes, p => p.Scope);
        if (staffOnly)
            people = people.Where(p => p.HouseholdId == null);
        var initials = term.ToLowerInvariant();
        people = term.All(char.IsAsciiLetter)
            ? people.Where(p => p.Initials.StartsWith(initials))
            : people.Where(p => p.Name.Contains(term));
        return await people.OrderBy(p => p.Scope).ThenBy(p => p.Id).Take(take).ToListAsync(cancellation);
    }

    /// <summary>One person, if registered; null when not.</summary>
    public async Task<Person?> FindAsync(int cell, long person, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        return await db.People.SingleOrDefaultAsync(
            p => p.Cell == cell && p.Id == person && p.To == null,
            cancellation
        );
    }

    /// <summary>The person's name and phone: what no password of his or hers may hold.</summary>
    public async Task<IReadOnlyList<string>> OwnWordsAsync(
        int cell,
        long person,
        Vault vault,
        CancellationToken cancellation = default
    )
    {
        if (await FindAsync(cell, person, cancellation) is not { } found)
            return [];
        return found.PhoneCipher is { } phone ? [found.Name, vault.Open(Purpose.Phone, phone)] : [found.Name];
    }
}
