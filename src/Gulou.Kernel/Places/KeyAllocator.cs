namespace Gulou.Kernel.Places;

/// <summary>
/// Gives new places their keys. A number once given under a parent is never given there again, even after its place is
/// gone: old records and links would point to a stranger.
/// </summary>
public sealed class KeyAllocator
{
    private readonly Dictionary<PlaceKey, HashSet<int>> _used = [];

    /// <param name="everUsed">Every key ever given where places are to be set up, of places gone or moved away
    /// too.</param>
    public KeyAllocator(IEnumerable<PlaceKey> everUsed)
    {
        ArgumentNullException.ThrowIfNull(everUsed);
        foreach (var key in everUsed)
        {
            if (key != PlaceKey.Everywhere)
                UsedUnder(key.Parent).Add(key.Number);
        }
    }

    /// <summary>
    /// The key of a new place: with the wanted number where that was never used, else with the lowest number never
    /// used.
    /// </summary>
    /// <param name="parent">The key the parent has on the map, whatever code it bears.</param>
    /// <param name="wanted">The place's own number in its official code; null where it has none.</param>
    /// <param name="key">The key, now used; the whole map's where there is none left.</param>
    /// <returns>False when all 99 (province to county) or 999 numbers under the parent have been used.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A unit has no children; numbers run to 99 or 999.</exception>
    public bool TryAllocate(PlaceKey parent, int? wanted, out PlaceKey key)
    {
        _ = parent.Child(wanted ?? 1); // a caller's slip throws here, before anything is marked as used
        var used = UsedUnder(parent);
        if (wanted is not { } free || used.Contains(free))
        {
            free = 1;
            while (used.Contains(free))
                free++;
        }
        if (free > PlaceKey.MaxNumber(parent.Depth + 1))
        {
            key = default;
            return false;
        }
        used.Add(free);
        key = parent.Child(free);
        return true;
    }

    /// <summary>As <see cref="TryAllocate"/>, where running out of numbers cannot be answered.</summary>
    /// <exception cref="NumbersExhaustedException">All numbers under the parent have been used.</exception>
    public PlaceKey Allocate(PlaceKey parent, int? wanted = null) =>
        TryAllocate(parent, wanted, out var key) ? key : throw new NumbersExhaustedException(parent);

    /// <summary>
    /// Room for all children of one place behind those of another: what is added to their numbers. None is used up in
    /// vain, and none given twice.
    /// </summary>
    /// <returns>False when the numbers would not fit.</returns>
    public bool TryAppend(PlaceKey from, PlaceKey into, out int offset)
    {
        var (moved, used) = (UsedUnder(from), UsedUnder(into));
        offset = used.Count == 0 ? 0 : used.Max();
        if (moved.Count == 0)
            return true;
        if (moved.Max() + offset > PlaceKey.MaxNumber(into.Depth + 1))
            return false;
        foreach (var number in moved)
            used.Add(number + offset);
        return true;
    }

    private HashSet<int> UsedUnder(PlaceKey parent)
    {
        if (!_used.TryGetValue(parent, out var used))
            _used.Add(parent, used = []);
        return used;
    }
}

/// <summary>A parent has given away every number it has: 99 down to county, 999 below.</summary>
public sealed class NumbersExhaustedException(PlaceKey parent)
    : InvalidOperationException($"all {PlaceKey.MaxNumber(parent.Depth + 1)} numbers under {parent} have been used")
{
    /// <summary>Under which place.</summary>
    public PlaceKey Parent { get; } = parent;
}
