using Gulou.Kernel.Places;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>Something under way at a place that must come to its end before the place goes to another county.</summary>
/// <param name="Kind">What, as a stable word such as <c>claims</c>; texts and links follow it.</param>
/// <param name="Count">How many.</param>
public readonly record struct OpenMatter(string Kind, int Count);

/// <summary>
/// What an area does when the map changes under its registers; found in its manifest. Scopes follow by themselves:
/// this is for what else follows.
/// </summary>
public interface IMapFollower
{
    /// <summary>A place was taken in by another of its county.</summary>
    /// <param name="w">Where the changes are written.</param>
    /// <param name="place">What was taken in.</param>
    /// <param name="into">By which place.</param>
    /// <param name="on">The first day of the new state.</param>
    void Absorbed(World w, Place place, Place into, DateOnly on);

    /// <summary>Asks for all that <see cref="Open"/> and <see cref="Carry"/> read.</summary>
    void NeedCarrying(World w, Place place);

    /// <summary>What of the area's work at or below a place is not at its end.</summary>
    IEnumerable<OpenMatter> Open(World w, Place place);

    /// <summary>
    /// Ends what the area keeps at or below a place that goes to another county, and opens its successors there; names
    /// every owner of balances (<see cref="CountyChange.GoesOn"/>). Nothing is open.
    /// </summary>
    void Carry(World w, CountyChange change);
}
