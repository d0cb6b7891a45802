using System.Globalization;
using Gulou.Areas.Governance.Shop;

namespace Gulou.App.Web.Shop;

/// <summary>
/// The basket as the counter's address carries it (<c>n</c> and a good's id = pieces), and as its last form does
/// (<c>line</c> = good.pieces.price, the price as it was told).
/// </summary>
internal static class CounterBasket
{
    public const string Plus = "plus";
    public const string Minus = "minus";
    public const string Line = "line";

    public static string Field(long good) => "n" + good.ToString(CultureInfo.InvariantCulture);

    /// <summary>The basket of an address, after the button that was pressed.</summary>
    public static Basket From(IQueryCollection query, IReadOnlyList<ShelfItem> shelf)
    {
        var items = new List<BasketItem>();
        foreach (var item in shelf)
        {
            var typed = query[Field(item.Good.Id)].ToString().Trim();
            var step = Pressed(query, Plus, item.Good.Id) - Pressed(query, Minus, item.Good.Id);
            if (step != 0)
            {
                var pieces = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
                typed = Math.Clamp(pieces + step, 0, Redeem.MostPieces).ToString(CultureInfo.InvariantCulture);
            }
            if (typed is not ("" or "0"))
                items.Add(new BasketItem(item, typed));
        }
        return new Basket(items);
    }

    /// <summary>The basket of a form that was sent to be redeemed.</summary>
    public static Basket From(IFormCollection form, IReadOnlyList<ShelfItem> shelf)
    {
        var items = new List<BasketItem>();
        foreach (var line in Lines(form))
        {
            var item = shelf.FirstOrDefault(s => s.Good.Id == line.GoodId);
            if (item is not null)
                items.Add(new BasketItem(item, line.Quantity.ToString(CultureInfo.InvariantCulture), line.Price));
        }
        return new Basket(items);
    }

    /// <summary>What a form asks to redeem.</summary>
    public static IReadOnlyList<BasketLine> Lines(IFormCollection form) =>
        [.. form[Line].Select(text => Parse(text ?? "")).OfType<BasketLine>()];

    public static string Text(BasketLine line) =>
        string.Create(CultureInfo.InvariantCulture, $"{line.GoodId}.{line.Quantity}.{line.Price}");

    private static BasketLine? Parse(string text) =>
        text.Split('.') is [var good, var pieces, var price]
        && long.TryParse(good, NumberStyles.None, CultureInfo.InvariantCulture, out var goodId)
        && int.TryParse(pieces, NumberStyles.None, CultureInfo.InvariantCulture, out var quantity)
        && long.TryParse(price, NumberStyles.None, CultureInfo.InvariantCulture, out var told)
            ? new BasketLine(goodId, quantity, told)
            : null;

    private static int Pressed(IQueryCollection query, string button, long good) =>
        query[button] == good.ToString(CultureInfo.InvariantCulture) ? 1 : 0;
}
