namespace Gulou.Storage.Places;

public static class PlacesCapabilities
{
    public const string See = "places.see";
    public const string Import = "places.import";
    public const string Edit = "places.edit";

    /// <summary>Giving households to other grids and units, of one village or between those the post is over.</summary>
    public const string Grids = "places.grids";
}
