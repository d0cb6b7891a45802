using Gulou.Kernel.Places;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>
    /// How many keys lie in each place one step wide under a parent, by the place's key divided by the step.
    /// </summary>
    public static Task<Dictionary<long, int>> CountByStepAsync(
        this IQueryable<PlaceKey> keys,
        PlaceKey parent,
        long step,
        CancellationToken cancellation
    ) =>
        keys.Within(parent.Range, key => key)
            .GroupBy(key => (long)(object)key / step)
            .Select(g => new { Number = g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Number, g => g.Count, cancellation);
}
