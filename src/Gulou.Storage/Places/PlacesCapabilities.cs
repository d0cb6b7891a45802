namespace Gulou.Storage.Places;

public static class PlacesCapabilities
{
    public const string See = "places.see";
    public const string Import = "places.import";
    public const string Edit = "places.edit";
}
