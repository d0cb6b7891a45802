using Gulou.App.Web.Visits;
using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;
using Gulou.Storage.People;
using Gulou.Storage.People.Import;

namespace Gulou.App.Web.People;

/// <summary>
/// From a row of a list whose person is registered elsewhere to the form that moves him or her. An address names the
/// list and the row and nothing of the person.
/// </summary>
internal sealed class MoveOffers(Tower tower, Visitor visitor)
{
    /// <summary>The addresses of the forms by row, for rows that the reader may record a move for now.</summary>
    public async Task<IReadOnlyDictionary<int, string>> AddressesAsync(PeopleImport import, IEnumerable<int> rows)
    {
        var wanted = rows.ToHashSet();
        if (wanted.Count == 0 || !visitor.MayAnywhere(PeopleCapabilities.Record))
            return new Dictionary<int, string>();
        var offers = Offers(import.Id).Where(o => wanted.Contains(o.Row)).ToList();
        var homes = offers.Select(o => o.HouseholdId).OfType<long>().Distinct().ToList();
        var standing = await new ImportReader(tower.Database).StandingAsync(import.Cell, homes);
        return offers
            // A household of the plan can be moved into once it is entered.
            .Where(o => o.HouseholdId is not { } home || standing.Contains(home))
            .Where(o => visitor.May(PeopleCapabilities.Record, new Target(o.Scope)))
            .ToDictionary(o => o.Row, o => AddressOf(import, o));
    }

    /// <summary>
    /// Whom the row offers, and with him or her those of the same household in the list who come along; none for one
    /// who may not see the list.
    /// </summary>
    public async Task<IReadOnlyList<MoveOffer>> FindAsync(int cell, long? list, int? row)
    {
        if (list is not { } id || row is not { } asked)
            return [];
        var import = await tower.Imports.FindAsync(cell, id);
        if (import is null || !visitor.May(PeopleCapabilities.Import, new Target(import.Scope)))
            return [];
        var together = new List<MoveOffer>();
        foreach (var offer in Offers(id))
        {
            if (together.Count > 0 && offer.Together != together[0].Together)
            {
                if (together.Exists(o => o.Row == asked))
                    break;
                together.Clear();
            }
            together.Add(offer);
        }
        return together.Exists(o => o.Row == asked) ? together : [];
    }

    private IEnumerable<MoveOffer> Offers(long import) => tower.Imports.Files.Offers(import);

    private static string AddressOf(PeopleImport import, MoveOffer offer) =>
        offer.HouseholdId is { } home
            ? $"/households/{import.Cell}/{home}/move-in?list={import.Id}&row={offer.Row}"
            : $"/households/move-in?place={offer.Scope.At(PlaceLevel.Village)}&cell={import.Cell}&list={import.Id}"
                + $"&row={offer.Row}";
}
