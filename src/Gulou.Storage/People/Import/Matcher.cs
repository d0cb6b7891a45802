using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Keys;

namespace Gulou.Storage.People.Import;

/// <summary>
/// Decides for each row whether it is someone new, someone registered, or someone to be asked about. An ID number is
/// the only thing that makes two people one; a name alone never does, and a row without a number neither overwrites nor
/// doubles anyone.
/// </summary>
internal sealed class Matcher(Database database, Tools tools, int cell, bool updateDetails)
{
    private readonly Dictionary<long, int> numbers = [];
    private readonly Dictionary<(PlaceKey Village, string Name, DateOnly Birthday), int> nameless = [];

    /// <summary>What of these households is to be entered or changed; the findings go to their rows.</summary>
    public async Task<IReadOnlyList<PlannedHousehold>> MatchAsync(
        IReadOnlyList<ListedHousehold> households,
        CancellationToken cancellation
    )
    {
        var rows = households.SelectMany(h => h.Rows).ToList();
        foreach (var household in households)
            FindTwice(household);
        Parallel.ForEach(rows, row => row.Seals = Seals.Of(row, tools.Vault));
        await using var db = database.NewContext();
        var hashes = rows.SelectMany(row => row.Seals.IdHashes).ToList();
        var known = await KnownPeople.LoadAsync(db, cell, households, hashes, cancellation);
        var planned = new List<PlannedHousehold>();
        foreach (var household in households)
        {
            if (new HouseholdMatch(household, known, tools, cell, updateDetails).Decide() is { } plan)
                planned.Add(plan);
        }
        return planned;
    }

    /// <summary>The same person twice in the list.</summary>
    private void FindTwice(ListedHousehold household)
    {
        var here = new List<ListedRow>();
        foreach (var row in household.Rows.Where(row => row.Name.Length > 0))
        {
            if (row.CitizenId is { } number)
            {
                if (!numbers.TryAdd(Seventeen(number), row.Number))
                    row.Find(FindingKind.NumberTwice, ListField.CitizenId, numbers[Seventeen(number)]);
            }
            else if (row.Birthday is { } day && household.Place is { } place)
            {
                if (!nameless.TryAdd((place.Key.At(PlaceLevel.Village), row.Name, day), row.Number))
                    Twice(row, nameless[(place.Key.At(PlaceLevel.Village), row.Name, day)]);
            }
            var same = here.Find(other =>
                other.Name == row.Name
                && (other.CitizenId is null || row.CitizenId is null)
                && (other.Birthday is null || row.Birthday is null || other.Birthday == row.Birthday)
            );
            if (same is not null && !row.IsBad)
                Twice(row, same.Number);
            here.Add(row);
        }
    }

    private static void Twice(ListedRow row, int other) => row.Find(FindingKind.PersonTwice, ListField.Name, other);

    /// <summary>The number without its check digit, which follows from the rest.</summary>
    private static long Seventeen(CitizenId number) =>
        long.Parse(number.Value.AsSpan(0, 17), System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>What of a row is kept sealed.</summary>
/// <param name="IdHashes">Under every key: those to look for.</param>
/// <param name="PhoneHashes">Likewise.</param>
internal readonly record struct Seals(
    byte[]? IdCipher,
    byte[]? IdHash,
    byte[]? PhoneCipher,
    byte[]? PhoneHash,
    byte[]? PhoneTail,
    IReadOnlyList<byte[]> IdHashes,
    IReadOnlyList<byte[]> PhoneHashes
)
{
    public static Seals Of(ListedRow row, Vault vault)
    {
        IReadOnlyList<byte[]> ids = row.CitizenId is { } id ? vault.Hashes(Purpose.CitizenId, id.Value) : [];
        IReadOnlyList<byte[]> phones = row.Phone is { } phone ? vault.Hashes(Purpose.Phone, phone.Value) : [];
        return new(
            row.CitizenId is { } a ? vault.Seal(Purpose.CitizenId, a.Value) : null,
            Newest(ids, vault),
            row.Phone is { } b ? vault.Seal(Purpose.Phone, b.Value) : null,
            Newest(phones, vault),
            row.Phone is { } c ? vault.Hash(Purpose.PhoneTail, c.Tail) : null,
            ids,
            phones
        );
    }

    /// <summary>The one to write.</summary>
    private static byte[]? Newest(IReadOnlyList<byte[]> hashes, Vault vault) =>
        hashes.FirstOrDefault(h => hashes.Count == 1 || Vault.VersionOf(h) == vault.Current);
}
