using Gulou.Kernel.Places;
using Gulou.Kernel.Values;
using Gulou.Storage.Commands;

namespace Gulou.Storage.Places;

/// <summary>What a change of the map can be answered; one list for all of them, in order of precedence.</summary>
public enum RedrawOutcome
{
    Done = 0,
    NotAllowed,
    IdUsedWithOtherContent,

    /// <summary>The place is abolished; or it stands, and was to be restored.</summary>
    NotStanding,

    /// <summary>The other place is abolished or unknown.</summary>
    OtherNotStanding,
    DateInFuture,

    /// <summary>Args: the first day of the present state.</summary>
    BeforeLastChange,
    DocumentMissing,

    /// <summary>To another county go villages, grids and units; a township's villages go one by one.</summary>
    OtherCounty,

    /// <summary>The other place is not of the level it takes, or is the place itself.</summary>
    WrongLevel,

    /// <summary>Nothing would change.</summary>
    Unchanged,

    /// <summary>
    /// Before a place goes to another county, work under way there is ended. Args: how much, then each kind with its
    /// number, such as <c>claims:3</c>.
    /// </summary>
    [MayRetry]
    OpenWork,

    /// <summary>Args: the greatest length.</summary>
    NameMissing,

    /// <summary>The kind belongs to another level.</summary>
    KindOfOtherLevel,

    /// <summary>Not a code of the scheme and level.</summary>
    BadCode,

    /// <summary>Another place bears the code.</summary>
    CodeTaken,
    StillHasPlaces,
    StillHasHouseholds,

    /// <summary>Something chosen does not lie where it was said to.</summary>
    NotFromThere,

    /// <summary>Args: how many numbers there are.</summary>
    NumbersUsedUp,
}

/// <summary>What all changes of the map have in common.</summary>
public static class Redraws
{
    public const int LongestName = 50;
    public const int LongestDocument = 100;

    /// <summary>Whether a standing place may change on a day; Done when it may.</summary>
    internal static RedrawOutcome Check(World w, Place place, DateOnly on, string document)
    {
        if (place.To is not null)
            return RedrawOutcome.NotStanding;
        if (on > w.Today)
            return RedrawOutcome.DateInFuture;
        if (on < place.Since)
            return w.Refuse(RedrawOutcome.BeforeLastChange, place.Since);
        return CheckDocument(place, document);
    }

    /// <summary>Villages and above change by a document; how a village draws its grids is its own affair.</summary>
    internal static RedrawOutcome CheckDocument(Place place, string document) =>
        document.Trim().Length > LongestDocument || (place is Division && document.Trim().Length == 0)
            ? RedrawOutcome.DocumentMissing
            : RedrawOutcome.Done;

    /// <summary>Whether a kind belongs to a level.</summary>
    public static bool IsKindOf(PlaceLevel level, PlaceKind kind) =>
        level switch
        {
            PlaceLevel.Township => kind is PlaceKind.Town or PlaceKind.Township or PlaceKind.Street,
            PlaceLevel.Village => kind is PlaceKind.Village or PlaceKind.Community or PlaceKind.PseudoVillage,
            PlaceLevel.Grid => kind is PlaceKind.Hamlet or PlaceKind.Urban or PlaceKind.Dedicated,
            _ => kind == PlaceKind.Plain,
        };

    /// <summary>Asks for all numbers ever used right below a place.</summary>
    internal static void NeedNumbers(World w, PlaceKey parent)
    {
        w.All(new ChildrenOf(parent));
        w.All(new FormerKeysUnder(parent));
    }

    /// <summary>Every number ever used right below these places.</summary>
    internal static KeyAllocator Numbers(World w, params IEnumerable<PlaceKey> parents) =>
        new(
            parents.SelectMany(parent =>
                w.All(new ChildrenOf(parent))
                    .Select(p => p.Key)
                    .Concat(w.All(new FormerKeysUnder(parent)).Select(p => p.Key))
                    .Where(key => key.Parent == parent)
            )
        );

    internal static RedrawOutcome NumbersUsedUp(World w, PlaceKey parent) =>
        w.Refuse(RedrawOutcome.NumbersUsedUp, PlaceKey.MaxNumber(parent.Depth + 1));

    /// <summary>The smallest place that holds both.</summary>
    internal static PlaceKey Above(PlaceKey a, PlaceKey b)
    {
        var depth = Math.Min(a.Depth, b.Depth);
        while (a.At(depth) != b.At(depth))
            depth--;
        return a.At(depth);
    }
}
