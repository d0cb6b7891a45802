using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People;

/// <summary>A household in a list.</summary>
/// <param name="HeadName">Masked where the viewer's post does not allow names.</param>
public sealed record HouseholdItem(int Cell, long Id, PlaceKey Scope, string Door, string HeadName, int Members)
{
    /// <summary>Where the next page of a list goes on.</summary>
    public HouseholdMark Mark => new(Scope, Id);
}

/// <summary>A position in a list of households, which is in map order.</summary>
public readonly record struct HouseholdMark(PlaceKey Scope, long Id);

/// <summary>A household with its members, as far as the viewer's post allows; numbers are always masked.</summary>
public sealed record HouseholdView(Household Household, string HeadName, IReadOnlyList<MemberView> Members);

/// <summary>A member as shown.</summary>
/// <param name="IdNumber">Masked; empty when not known.</param>
/// <param name="Phone">Masked; empty when there is none.</param>
public sealed record MemberView(
    long Id,
    string Name,
    Relation Relation,
    bool? IsMale,
    DateOnly? Birthday,
    string Ethnicity,
    string IdNumber,
    string Phone
);

/// <summary>A person as shown, with the household of now or the last one.</summary>
public sealed record PersonView(Person Person, MemberView Shown, Household? Household, string HeadName);

/// <summary>Where the bearer of an ID number is registered, or was.</summary>
public sealed record NumberHolder(int Cell, long Id, PlaceKey Village, bool IsRegistered, PersonEventKind? EndedBy);

/// <summary>
/// Finds and shows households, cut down and masked to what the viewer's posts allow. What is opened is logged before:
/// <see cref="OpenHousehold"/>, <see cref="UnmaskPerson"/>.
/// </summary>
public sealed class HouseholdReader(Database database, Access access, Vault vault)
{
    /// <summary>How many households sit directly at each grid, unit or village of a place.</summary>
    public async Task<IReadOnlyDictionary<PlaceKey, int>> CountsByPlaceAsync(
        PlaceKey within,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await db
            .Households.Within(within.Range, h => h.Scope)
            .Where(h => h.To == null)
            .GroupBy(h => h.Scope)
            .Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
    }

    /// <summary>
    /// Households in the viewer's scopes within a place for which every term (parted by spaces) is the door, or for one
    /// member: part of the name, the beginning of its initials (letters), or the phone's last four digits.
    /// </summary>
    public async Task<IReadOnlyList<HouseholdItem>> FindAsync(
        Actor viewer,
        DateOnly day,
        PlaceKey within,
        string terms,
        HouseholdMark after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var found = await Matching(db, viewer, day, within, terms)
            .Where(h => h.Scope > after.Scope || (h.Scope == after.Scope && h.Id > after.Id))
            .OrderBy(h => h.Scope)
            .ThenBy(h => h.Id)
            .Take(take)
            .ToListAsync(cancellation);
        return
        [
            .. found.Select(h => new HouseholdItem(
                h.Cell,
                h.Id,
                h.Scope,
                h.Door,
                NameFor(viewer, day, h, h.HeadName),
                h.Members
            )),
        ];
    }

    /// <summary>How many there are in all.</summary>
    public async Task<int> CountAsync(
        Actor viewer,
        DateOnly day,
        PlaceKey within,
        string terms,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        return await Matching(db, viewer, day, within, terms).CountAsync(cancellation);
    }

    /// <summary>The household a card's token finds; null when the card was replaced.</summary>
    public async Task<Household?> ByCardAsync(int cell, ClientId token, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var household = await db.Households.SingleOrDefaultAsync(
            h => h.Cell == cell && h.CardToken == token,
            cancellation
        );
        // Cards printed before the village went to another county stay good.
        while (household is { SuccessorCell: { } county, SuccessorId: { } id })
            household = await db.Households.SingleOrDefaultAsync(
                h => h.Cell == county && h.Id == id && h.CardToken == token,
                cancellation
            );
        return household?.To is null ? household : null;
    }

    /// <summary>A household with its members; null when there is none or the viewer may not see it.</summary>
    public async Task<HouseholdView?> ShowAsync(
        Actor viewer,
        DateOnly day,
        int cell,
        long id,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var household = await db.Households.SingleOrDefaultAsync(h => h.Cell == cell && h.Id == id, cancellation);
        if (household is null || !access.May(viewer, PeopleCapabilities.See, TargetOf(household), day).Allowed)
            return null;
        var members = await db
            .People.Where(p => p.Cell == cell && p.HouseholdId == id && p.To == null)
            .OrderBy(p => p.Relation)
            .ThenBy(p => p.Birthday)
            .ThenBy(p => p.Id)
            .ToListAsync(cancellation);
        return new HouseholdView(
            household,
            NameFor(viewer, day, household, household.HeadName),
            [.. members.Select(p => Show(p, NameFor(viewer, day, household, p.Name)))]
        );
    }

    /// <summary>A person's ID number and phone in full; only after <see cref="UnmaskPerson"/> was done.</summary>
    public async Task<(CitizenId? Number, MobilePhone? Phone)> DecipherAsync(
        int cell,
        long person,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var found = await db.People.SingleAsync(p => p.Cell == cell && p.Id == person, cancellation);
        return (NumberOf(found), PhoneOf(found));
    }

    /// <summary>A person, registered or not, as the viewer may see him or her; null when not at all.</summary>
    public async Task<PersonView?> ShowPersonAsync(
        Actor viewer,
        DateOnly day,
        int cell,
        long id,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var person = await db.People.SingleOrDefaultAsync(p => p.Cell == cell && p.Id == id, cancellation);
        if (person is null || !access.May(viewer, PeopleCapabilities.See, person.AsTarget(), day).Allowed)
            return null;
        var household = await db.Households.SingleOrDefaultAsync(
            h => h.Cell == cell && h.Id == person.HouseholdId,
            cancellation
        );
        var named = access.May(viewer, PeopleCapabilities.SeeNames, person.AsTarget(), day).Allowed;
        return new PersonView(
            person,
            Show(person, named ? person.Name : PersonName.Mask(person.Name)),
            household,
            named ? household?.HeadName ?? "" : PersonName.Mask(household?.HeadName ?? "")
        );
    }

    /// <summary>
    /// What a person was before each act that changed details, by act: as sealed then, numbers masked. For viewers who
    /// may see names.
    /// </summary>
    public async Task<IReadOnlyDictionary<long, MemberView>> BeforeAsync(
        int cell,
        long person,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var versions = await db
            .RecordVersions.Where(v => v.Cell == cell && v.Subject == person)
            .ToListAsync(cancellation);
        return versions.ToDictionary(
            v => v.Act,
            v =>
            {
                var was = new Person { Id = person, Name = "" };
                Images.Restore(was, vault.Open(Purpose.Version, v.Content), vault);
                return Show(was, was.Name);
            }
        );
    }

    /// <summary>Where the bearer of an ID number is registered; only after <see cref="FindNumber"/> was done.</summary>
    /// <returns>Null when nobody is; the key of the county where the record lies and that of the village.</returns>
    public async Task<NumberHolder?> HolderAsync(CitizenId number, CancellationToken cancellation = default)
    {
        var hashes = vault.Hashes(Purpose.CitizenId, number.Value);
        await using var db = database.NewContext();
        var found = await (
            from identity in db.Identities
            join person in db.People
                on new { identity.Cell, Id = identity.PersonId } equals new { person.Cell, person.Id }
            where hashes.Contains(identity.IdHash)
            select person
        ).SingleOrDefaultAsync(cancellation);
        return found is null
            ? null
            : new NumberHolder(
                found.Cell,
                found.Id,
                found.Scope.At(PlaceLevel.Village),
                found.To is null,
                found.EndedBy
            );
    }

    private IQueryable<Household> Matching(GulouDb db, Actor viewer, DateOnly day, PlaceKey within, string terms)
    {
        var scopes = access.Scopes(viewer, PeopleCapabilities.See, day);
        var ranges = scopes.Select(scope => Common(scope, within.Range)).Where(r => r.Low < r.High).ToList();
        var households = db.Households.Where(h => h.To == null).Within(ranges, h => h.Scope);
        foreach (var term in terms.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // As a set of ids: found once by the index that fits the term, not household by household.
            var members = People(db.People.Where(p => p.To == null).Within(ranges, p => p.Scope), term)
                .Select(p => p.HouseholdId);
            households = households.Where(h => h.Door == term || members.Contains(h.Id));
        }
        return households;
    }

    private IQueryable<Person> People(IQueryable<Person> people, string term)
    {
        if (term.Length == 4 && term.All(char.IsAsciiDigit))
        {
            var tails = vault.Hashes(Purpose.PhoneTail, term);
            return people.Where(p => p.PhoneTail != null && tails.Contains(p.PhoneTail));
        }
        if (term.All(char.IsAsciiLetter))
            return BeginningWith(people, term.ToLowerInvariant());
        return people.Where(p => p.Name.Contains(term));
    }

    /// <summary>As a range of initials, which an index serves where a LIKE may not.</summary>
    private static IQueryable<Person> BeginningWith(IQueryable<Person> people, string low)
    {
        var stem = low.TrimEnd('z');
        var high = stem.Length == 0 ? "" : stem[..^1] + (char)(stem[^1] + 1);
        // The database compares, not .NET: a comparison named ordinal has no translation.
#pragma warning disable CA1309
        var from = people.Where(p => string.Compare(p.Initials, low) >= 0);
        return high.Length == 0 ? from : from.Where(p => string.Compare(p.Initials, high) < 0);
#pragma warning restore CA1309
    }

    private static PlaceRange Common(PlaceRange a, PlaceRange b) =>
        new(Math.Max(a.Low, b.Low), Math.Min(a.High, b.High));

    private string NameFor(Actor viewer, DateOnly day, Household household, string name) =>
        access.May(viewer, PeopleCapabilities.SeeNames, TargetOf(household), day).Allowed
            ? name
            : PersonName.Mask(name);

    private MemberView Show(Person person, string name) =>
        new(
            person.Id,
            name,
            person.Relation,
            person.IsMale,
            person.Birthday,
            person.Ethnicity,
            NumberOf(person)?.Masked ?? "",
            PhoneOf(person)?.Masked ?? ""
        );

    private CitizenId? NumberOf(Person person) =>
        person.IdCipher is { } sealedNumber
        && CitizenId.TryParse(vault.Open(Purpose.CitizenId, sealedNumber), out var number, out _)
            ? number
            : null;

    private MobilePhone? PhoneOf(Person person) =>
        person.PhoneCipher is { } sealedPhone
        && MobilePhone.TryParse(vault.Open(Purpose.Phone, sealedPhone), out var phone)
            ? phone
            : null;

    private static Target TargetOf(Household household) => new(household.Scope, household.Id);
}
