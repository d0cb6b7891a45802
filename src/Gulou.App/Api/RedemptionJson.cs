namespace Gulou.App.Api;

/// <summary>A basket handed out for points.</summary>
public sealed record RedemptionJson(int Cell, string Shop, string Household, IReadOnlyList<BasketJson> Lines);

/// <summary>One good of a basket.</summary>
/// <param name="Price">The price the household was told, hundredths of points a piece.</param>
public sealed record BasketJson(string Good, int Quantity, long Price);
