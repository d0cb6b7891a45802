namespace Gulou.Kernel.Places;

/// <summary>
/// Which cell a new place belongs to: the permanent number by which rows are spread over a cluster (design, section 5).
/// </summary>
public static class CellAllocator
{
    /// <summary>
    /// The cell of a new place: for a province, prefecture or county the next number, from 1, in the order they are set
    /// up; from township down the cell of the county it is set up in. A cell never changes afterwards.
    /// </summary>
    /// <param name="level">The new place's level.</param>
    /// <param name="parentCell">The parent's cell; not looked at down to county.</param>
    /// <param name="highest">The highest cell ever given; 0 on an empty map.</param>
    public static int CellFor(PlaceLevel level, int parentCell, int highest)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(highest);
        if (level <= PlaceLevel.County)
            return highest + 1;
        ArgumentOutOfRangeException.ThrowIfLessThan(parentCell, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(parentCell, highest);
        return parentCell;
    }
}
