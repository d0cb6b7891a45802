using Gulou.Kernel.Places;
using Gulou.Kernel.Posts;

namespace Gulou.BrowserTests.Walk;

/// <summary>
/// Someone who walks: an official in one post at one place, or a villager with a household. What may be opened is told
/// here from <c>posts.yaml</c> alone, in another way than the program's own rule does.
/// </summary>
/// <param name="Login">The sign-in name; empty for nobody.</param>
/// <param name="Post">The post held now; null for none.</param>
/// <param name="At">Where it is held.</param>
/// <param name="Person">The person.</param>
/// <param name="Household">The household, if any.</param>
/// <param name="Home">Where that household lies.</param>
public sealed record Walker(
    string Login,
    Post? Post,
    PlaceKey? At,
    long Person,
    long? Household = null,
    PlaceKey? Home = null
)
{
    /// <summary>Whether all that an address needs is granted to the walker somewhere.</summary>
    public bool MayKnock(Door door, Post villager) => door.Needs.All(any => any.Any(c => Reaches(c, villager).Any()));

    /// <summary>Whether all that an address needs is granted to the walker for just this record.</summary>
    public bool MayOpen(Door door, Spot spot, Post villager) =>
        door.Needs.All(any => any.Any(c => Reaches(c, villager).Any(reach => Hits(reach, spot, door.IsOwn))));

    /// <summary>Whether a capability is granted for this record.</summary>
    public bool May(string capability, Spot spot, Post villager) =>
        Reaches(capability, villager).Any(reach => Hits(reach, spot, own: false));

    /// <summary>Whether a capability shows the walker a list of a place.</summary>
    public bool Lists(string capability, Post villager) =>
        Reaches(capability, villager).Any(reach => reach is Reach.Place or Reach.Village);

    private IEnumerable<Reach> Reaches(string capability, Post villager)
    {
        var official = Post?.Grants ?? [];
        // What is one's own, such as the password, is so without a household.
        var own = villager.Grants.Where(g => Household is not null || g.Reach == Reach.Self);
        return official.Concat(own).Where(g => g.Capability == capability).Select(g => g.Reach);
    }

    private bool Hits(Reach reach, Spot spot, bool own) =>
        reach switch
        {
            Reach.Place => !own && At is { } at && Under(spot.Place, at),
            Reach.Self => spot.Person == Person,
            Reach.Household => Household is { } mine && spot.Household == mine,
            _ => Home is { } home && Under(spot.Place, home.At(PlaceLevel.Village)),
        };

    /// <summary>By the digits: a place lies under another when it begins with the other's own digits.</summary>
    private static bool Under(PlaceKey place, PlaceKey above)
    {
        int[] ends = [0, 2, 4, 6, 9, 12, 15, 18];
        return $"{place}".StartsWith($"{above}"[..ends[above.Depth]], StringComparison.Ordinal);
    }
}
