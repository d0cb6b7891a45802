namespace Gulou.Areas.Governance.Shop;

/// <summary>What stands in the way of handing out one good of a basket.</summary>
public enum BasketFault
{
    None,
    WrongQuantity,
    Withdrawn,
    TooLittleStock,
}

/// <summary>One good of a basket at the counter.</summary>
/// <param name="Item">The good and what is left of it.</param>
/// <param name="Typed">The quantity as typed.</param>
/// <param name="Told">The price the household was told, when it was another one; hundredths of points.</param>
public sealed record BasketItem(ShelfItem Item, string Typed, long? Told = null)
{
    public Good Good => Item.Good;

    /// <summary>0 where the typed text is no quantity.</summary>
    public int Quantity => int.TryParse(Typed, out var n) && n is >= 0 and <= Redeem.MostPieces ? n : 0;

    public long Points => Quantity * Good.Price;

    public bool IsPriceChanged => Told is { } told && told != Good.Price;

    public BasketFault Fault =>
        Quantity == 0 ? BasketFault.WrongQuantity
        : !Item.IsOffered ? BasketFault.Withdrawn
        : Quantity > Item.Left ? BasketFault.TooLittleStock
        : BasketFault.None;

    /// <summary>As it would be redeemed now.</summary>
    public BasketLine Line => new(Good.Id, Quantity, Good.Price);
}

/// <summary>What is on the counter before it is redeemed; <see cref="Redeem"/> has the last word.</summary>
public sealed record Basket(IReadOnlyList<BasketItem> Items)
{
    public long Total => Items.Where(i => i.Fault != BasketFault.Withdrawn).Sum(i => i.Points);

    public int Pieces => Items.Sum(i => i.Quantity);

    public bool HasFaults => Items.Any(i => i.Fault != BasketFault.None);
}
