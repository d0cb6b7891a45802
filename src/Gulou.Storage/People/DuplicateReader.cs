using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People;

/// <summary>Why two records may be of one person.</summary>
public enum Likeness
{
    /// <summary>The same name and birthday.</summary>
    NameAndBirthday = 1,

    /// <summary>The same name and phone.</summary>
    NameAndPhone = 2,

    /// <summary>The same name in the same village, and a record without birthday.</summary>
    NameInVillage = 3,
}

/// <summary>Two records that may be of one person.</summary>
public sealed record LikelyPair(int Cell, Alike First, Alike Second, Likeness Likeness);

/// <summary>One of two who look alike; the name masked where the viewer's post does not allow it.</summary>
public sealed record Alike(long Id, string Name, DateOnly? Birthday, long HouseholdId, PlaceKey Scope, bool HasNumber);

/// <summary>
/// Finds records that may be of one person. Whoever bears an ID number is registered once, so that only records
/// without one can be doubles: they are few, and each is compared with those of the same name.
/// </summary>
public sealed class DuplicateReader(Database database, Access access)
{
    /// <summary>Likely pairs within the scopes, after a pair; in the order of their first record's id.</summary>
    public async Task<IReadOnlyList<LikelyPair>> FindAsync(
        Actor viewer,
        DateOnly day,
        IReadOnlyList<PlaceRange> scopes,
        (long First, long Second) after,
        int take,
        CancellationToken cancellation = default
    )
    {
        const long village = 1_000_000;
        await using var db = database.NewContext();
        var unnumbered = Members(db).Where(p => p.IdHash == null).Within(scopes, p => p.Scope);
        var others = Members(db).Within(scopes, p => p.Scope);
        var pairs =
            from a in unnumbered
            from b in others
            where a.Cell == b.Cell && a.Name == b.Name && a.Id != b.Id && (b.IdHash != null || a.Id < b.Id)
            where
                (a.Birthday != null && a.Birthday == b.Birthday)
                || (a.PhoneHash != null && a.PhoneHash == b.PhoneHash)
                || (
                    (a.Birthday == null || b.Birthday == null)
                    && (long)(object)a.Scope / village == (long)(object)b.Scope / village
                )
            where
                !db.DifferentPeople.Any(d =>
                    d.Cell == a.Cell
                    && ((d.PersonId == a.Id && d.OtherId == b.Id) || (d.PersonId == b.Id && d.OtherId == a.Id))
                )
            where a.Id > after.First || (a.Id == after.First && b.Id > after.Second)
            orderby a.Id, b.Id
            select new { A = a, B = b };
        var found = await pairs.Take(take).ToListAsync(cancellation);
        return
        [
            .. found.Select(pair => new LikelyPair(
                pair.A.Cell,
                Show(viewer, day, pair.A),
                Show(viewer, day, pair.B),
                pair.A.Birthday is { } birthday && birthday == pair.B.Birthday ? Likeness.NameAndBirthday
                    : pair.A.PhoneHash is { } phone
                    && pair.B.PhoneHash is { } other
                    && phone.AsSpan().SequenceEqual(other)
                        ? Likeness.NameAndPhone
                    : Likeness.NameInVillage
            )),
        ];
    }

    private static IQueryable<Person> Members(GulouDb db) =>
        db.People.Where(p => p.To == null && p.HouseholdId != null);

    private Alike Show(Actor viewer, DateOnly day, Person p) =>
        new(
            p.Id,
            access.May(viewer, PeopleCapabilities.SeeNames, p.AsTarget(), day).Allowed
                ? p.Name
                : PersonName.Mask(p.Name),
            p.Birthday,
            p.HouseholdId!.Value,
            p.Scope,
            p.IdHash is not null
        );
}
