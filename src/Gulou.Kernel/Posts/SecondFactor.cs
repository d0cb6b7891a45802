using Gulou.Kernel.Values;

namespace Gulou.Kernel.Posts;

/// <summary>
/// A person's second factor: the secret shared with an authenticator app, confirmed by a code, and what is left of the
/// recovery codes.
/// </summary>
public sealed class SecondFactor
{
    /// <summary>The person's cell.</summary>
    public int Cell { get; set; }

    /// <summary>The person's id: each has one second factor at most.</summary>
    public long Id { get; set; }

    /// <summary>The secret, base32, encrypted.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>Since when.</summary>
    public Instant Since { get; set; }

    /// <summary>The last step whose code was used; an earlier one or the same is refused.</summary>
    public long LastStep { get; set; }

    /// <summary>The salt of the recovery codes.</summary>
    public required byte[] RecoverySalt { get; set; }

    /// <summary>The hashes of the unused recovery codes, one after the other.</summary>
    public required byte[] RecoveryHashes { get; set; }

    /// <summary>Wrong codes since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>No code is taken before this time; null when there is no wait.</summary>
    public Instant? WaitUntil { get; set; }

    /// <summary>How many recovery codes are left.</summary>
    public int RecoveryLeft => RecoveryHashes.Length / RecoveryCode.HashBytes;
}
