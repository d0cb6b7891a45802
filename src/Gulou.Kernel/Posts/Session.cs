using Gulou.Kernel.Values;

namespace Gulou.Kernel.Posts;

/// <summary>
/// Where a person is signed in. The cookie holds a random token, the row its hash; without the row the cookie opens
/// nothing. No address and no place is kept, only words for browser and system. All times are the machine's, also where
/// a demo moves its clock.
/// </summary>
public sealed class Session
{
    /// <summary>The most sessions a person has; a further one ends the oldest.</summary>
    public const int Most = 20;

    /// <summary>How coarsely the last use is kept.</summary>
    public static readonly TimeSpan SeenStep = TimeSpan.FromMinutes(5);

    /// <summary>The person's cell.</summary>
    public int Cell { get; set; }

    /// <summary>The session's id.</summary>
    public long Id { get; set; }

    /// <summary>Whose.</summary>
    public long PersonId { get; set; }

    /// <summary>The hash of the cookie's token.</summary>
    public required byte[] TokenHash { get; set; }

    /// <summary>Browser and system in words, empty when not known.</summary>
    public required string Device { get; set; }

    /// <summary>Signed in at.</summary>
    public Instant Since { get; set; }

    /// <summary>Last used, to <see cref="SeenStep"/>.</summary>
    public Instant LastSeen { get; set; }

    /// <summary>A second factor was given, or the identity provider vouches for one.</summary>
    public bool IsVerified { get; set; }

    /// <summary>Signed in at an identity provider and not by password.</summary>
    public bool ByProvider { get; set; }

    /// <summary>Whether it still opens anything.</summary>
    public bool IsOpen(SessionLimits limits, Instant now) =>
        now < LastSeen.Plus(limits.Idle) && now < Since.Plus(limits.Length);
}

/// <summary>How long a session lasts.</summary>
/// <param name="Idle">Ended when not used for so long.</param>
/// <param name="Length">Ended after so long, used or not.</param>
public readonly record struct SessionLimits(TimeSpan Idle, TimeSpan Length);
