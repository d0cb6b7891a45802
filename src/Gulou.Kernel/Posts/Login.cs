using Gulou.Kernel.Values;

namespace Gulou.Kernel.Posts;

/// <summary>
/// A person's way to sign in. It is found by the name's keyed hash; the name itself is kept only encrypted, so that the
/// hash can be made anew with another key.
/// </summary>
public sealed class Login
{
    /// <summary>How many wrong passwords in a row lock the login.</summary>
    public const int MaxFailures = 5;

    /// <summary>For how long it is then locked.</summary>
    public static readonly TimeSpan LockTime = TimeSpan.FromMinutes(15);

    /// <summary>The keyed hash of the sign-in name; the table is distributed by it.</summary>
    public required byte[] NameHash { get; set; }

    /// <summary>The encrypted sign-in name, in its plain form.</summary>
    public required byte[] NameCipher { get; set; }

    /// <summary>The person's cell.</summary>
    public int Cell { get; set; }

    /// <summary>Who.</summary>
    public long PersonId { get; set; }

    /// <summary>The password's salted hash.</summary>
    public required string PasswordHash { get; set; }

    /// <summary>Wrong passwords since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>No sign-in before this time; null when not locked.</summary>
    public Instant? LockedUntil { get; set; }

    /// <summary>Changes when all sessions must end; cookies carry it.</summary>
    public long Stamp { get; set; }
}
