using Gulou.Kernel.People;
using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Keys;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

namespace Gulou.Storage.People;

/// <summary>A household's card as it is printed.</summary>
/// <param name="IsSynthetic">The people are invented, and the print says so.</param>
public sealed record CardItem(Household Household, bool IsSynthetic);

/// <summary>Reads households for printing their cards; only after <see cref="PrintCards"/> was done.</summary>
public sealed class CardReader(Database database, Vault vault)
{
    /// <summary>The households of a place and below, in map order, after a mark.</summary>
    public async Task<IReadOnlyList<CardItem>> OfPlaceAsync(
        PlaceKey place,
        HouseholdMark after,
        int take,
        CancellationToken cancellation = default
    )
    {
        await using var db = database.NewContext();
        var households = await db
            .Households.Where(h => h.To == null)
            .Within(place.Range, h => h.Scope)
            .Where(h => h.Scope > after.Scope || (h.Scope == after.Scope && h.Id > after.Id))
            .OrderBy(h => h.Scope)
            .ThenBy(h => h.Id)
            .Take(take)
            .ToListAsync(cancellation);
        return await CardsAsync(db, households, cancellation);
    }

    /// <summary>One household's card.</summary>
    public async Task<CardItem?> OfHouseholdAsync(int cell, long id, CancellationToken cancellation = default)
    {
        await using var db = database.NewContext();
        var households = await db
            .Households.Where(h => h.Cell == cell && h.Id == id && h.To == null)
            .ToListAsync(cancellation);
        return (await CardsAsync(db, households, cancellation)) is [var one] ? one : null;
    }

    private async Task<IReadOnlyList<CardItem>> CardsAsync(
        GulouDb db,
        List<Household> households,
        CancellationToken cancellation
    )
    {
        var heads = households.Select(h => h.HeadId).ToList();
        var numbers = await db
            .People.Where(p => heads.Contains(p.Id) && p.IdCipher != null)
            .Select(p => new { p.Id, p.IdCipher })
            .ToDictionaryAsync(p => p.Id, p => p.IdCipher!, cancellation);
        return [.. households.Select(h => new CardItem(h, IsSynthetic(numbers.GetValueOrDefault(h.HeadId))))];
    }

    private bool IsSynthetic(byte[]? sealedNumber) =>
        sealedNumber is not null
        && CitizenId.TryParse(vault.Open(Purpose.CitizenId, sealedNumber), out var number, out _)
        && number.IsSynthetic;
}
