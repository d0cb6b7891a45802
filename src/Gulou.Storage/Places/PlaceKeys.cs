using Gulou.Kernel.Places;

namespace Gulou.Storage.Places;

/// <summary>Keys in queries: the places of one level are told apart by whole steps of that level.</summary>
public static class PlaceKeys
{
    /// <summary>How far two neighbours of a level lie apart.</summary>
    /// <param name="depth">1 for provinces to 7 for ten-household units.</param>
    public static long StepOf(int depth)
    {
        var first = PlaceKey.Everywhere;
        for (var i = 0; i < depth; i++)
            first = first.Child(1);
        return first.Value - first.Parent.Value;
    }
}
