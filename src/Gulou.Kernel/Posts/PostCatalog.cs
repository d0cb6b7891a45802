using Gulou.Kernel.Places;

namespace Gulou.Kernel.Posts;

/// <summary>How far a post's grant of a capability reaches.</summary>
public enum Reach
{
    /// <summary>The place of the appointment and everything under it.</summary>
    Place = 1,

    /// <summary>Only oneself.</summary>
    Self = 2,

    /// <summary>One's own household.</summary>
    Household = 3,

    /// <summary>The whole village in which one's household lies: what every villager may see.</summary>
    Village = 4,

    /// <summary>
    /// Where the case at hand names the post, and the appointment's place holds the case: who a step or a case's type
    /// does not name has no say.
    /// </summary>
    Named = 5,

    /// <summary>Where the case at hand names oneself or one's household: as its filer, subject or signer.</summary>
    Party = 6,
}

/// <summary>One capability a post gives, and how far.</summary>
/// <param name="Capability">A word declared by the kernel or an area's manifest.</param>
/// <param name="Reach">How far.</param>
public readonly record struct Grant(string Capability, Reach Reach);

/// <summary>A post as the definitions describe it.</summary>
/// <param name="Key">Stable key.</param>
/// <param name="Levels">At which levels of place someone can be appointed.</param>
/// <param name="Grants">What it allows.</param>
/// <param name="Home">Which home page it opens.</param>
/// <param name="NameZh">Chinese name.</param>
/// <param name="NameEn">English name.</param>
public sealed record Post(
    string Key,
    IReadOnlyList<PlaceLevel> Levels,
    IReadOnlyList<Grant> Grants,
    string Home,
    string NameZh,
    string NameEn
);

/// <summary>All posts by key, in the order of the definition.</summary>
public sealed class PostCatalog(IReadOnlyList<Post> posts)
{
    /// <summary>The post every registered person holds without an appointment.</summary>
    public const string Villager = "villager";

    private readonly Dictionary<string, Post> byKey = posts.ToDictionary(p => p.Key);

    /// <summary>All posts.</summary>
    public IReadOnlyList<Post> All => posts;

    /// <summary>A post by its key, if defined.</summary>
    public Post? Find(string key) => byKey.GetValueOrDefault(key);
}
