using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Gulou.Storage.Sheets;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People.Import;

/// <summary>
/// A place's households and people as a workbook in the columns of the template, so that it can be brought in again and
/// changes nothing; only after <see cref="ExportPeople"/> was done. Names are masked where the post does not allow
/// them.
/// </summary>
public sealed class PeopleExport(Database database, Access access, Vault vault, ListWords words)
{
    private const int Page = 500;

    /// <param name="inFull">ID numbers and phones in full, else masked.</param>
    public async Task WriteAsync(
        Actor viewer,
        DateOnly day,
        Place place,
        bool inFull,
        string sheet,
        Stream to,
        CancellationToken cancellation = default
    )
    {
        using var book = new WorkbookWriter(to);
        PeopleTemplate.BeginList(book, words, sheet);
        var after = default(HouseholdMark);
        while (true)
        {
            await using var db = database.NewContext();
            var households = await db
                .Households.Where(h => h.To == null)
                .Within(place.Key.Range, h => h.Scope)
                .Where(h => h.Scope > after.Scope || (h.Scope == after.Scope && h.Id > after.Id))
                .OrderBy(h => h.Scope)
                .ThenBy(h => h.Id)
                .Take(Page)
                .ToListAsync(cancellation);
            if (households.Count == 0)
                return;
            after = new HouseholdMark(households[^1].Scope, households[^1].Id);
            var ids = households.Select(h => (long?)h.Id).ToList();
            var cell = place.Cell;
            var members = (
                await db
                    .People.Where(p => p.Cell == cell && ids.Contains(p.HouseholdId) && p.To == null)
                    .ToListAsync(cancellation)
            ).ToLookup(p => p.HouseholdId);
            var keys = households.SelectMany(h => h.Scope.Path).Distinct().ToList();
            var places = await db
                .Places.Where(p => keys.Contains(p.Key) && p.To == null)
                .ToDictionaryAsync(p => p.Key, p => p.ShortName, cancellation);
            foreach (var household in households)
            {
                var target = new Target(household.Scope, household.Id);
                var plain = access.May(viewer, PeopleCapabilities.SeeNames, target, day).Allowed;
                foreach (var person in members[household.Id].OrderBy(p => p.Relation).ThenBy(p => p.Id))
                    book.Row(PeopleTemplate.Row(field => Value(field, household, person, places, plain, inFull)));
            }
        }
    }

    private string Value(
        ListField field,
        Household household,
        Person person,
        Dictionary<PlaceKey, string> places,
        bool plain,
        bool inFull
    ) =>
        field switch
        {
            ListField.HouseholdNumber => $"{household.Id}",
            ListField.Name => plain ? person.Name : PersonName.Mask(person.Name),
            ListField.Relation => words.WordOf(person.Relation),
            ListField.CitizenId => NumberOf(person, inFull),
            ListField.Sex => person.IsMale is { } isMale ? (isMale ? words.Male : words.Female) : "",
            ListField.Birthday => person.Birthday is { } born ? $"{born:yyyy-MM-dd}" : "",
            ListField.Ethnicity => person.Ethnicity,
            ListField.Phone => PhoneOf(person, inFull),
            ListField.Village => NameOf(household.Scope, PlaceLevel.Village, places),
            ListField.Grid => NameOf(household.Scope, PlaceLevel.Grid, places),
            ListField.Unit => NameOf(household.Scope, PlaceLevel.Unit, places),
            _ => household.Door,
        };

    private static string NameOf(PlaceKey scope, PlaceLevel level, Dictionary<PlaceKey, string> places) =>
        scope.Depth >= (int)level ? places.GetValueOrDefault(scope.At(level), "") : "";

    private string NumberOf(Person person, bool inFull) =>
        person.IdCipher is { } sealedNumber
        && CitizenId.TryParse(vault.Open(Purpose.CitizenId, sealedNumber), out var number, out _)
            ? (inFull ? number.Value : number.Masked)
            : "";

    private string PhoneOf(Person person, bool inFull) =>
        person.PhoneCipher is { } sealedPhone
        && MobilePhone.TryParse(vault.Open(Purpose.Phone, sealedPhone), out var phone)
            ? (inFull ? phone.Value : phone.Masked)
            : "";
}
