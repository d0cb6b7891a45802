using Gulou.Kernel.Values;

namespace Gulou.Kernel.People;

/// <summary>
/// The one-time code by which a person signs in for the first time, handed over on paper. A person has at most one: a
/// new code takes the place of the earlier one.
/// </summary>
public sealed class Invitation
{
    /// <summary>The person's cell.</summary>
    public int Cell { get; set; }

    /// <summary>The person's id.</summary>
    public long Id { get; set; }

    /// <summary>The code's keyed hash; the code itself is only on the paper.</summary>
    public required byte[] CodeHash { get; set; }

    /// <summary>When it was made.</summary>
    public Instant IssuedAt { get; set; }

    /// <summary>Who made it: a person's id.</summary>
    public long IssuedBy { get; set; }

    /// <summary>From when on it is worth nothing.</summary>
    public Instant Until { get; set; }

    /// <summary>When it was used; null while it was not.</summary>
    public Instant? UsedAt { get; set; }

    /// <summary>Whether someone may still sign in by it.</summary>
    public bool IsGood(Instant now) => UsedAt is null && now < Until;
}
