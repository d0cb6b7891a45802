using Gulou.Kernel.Values;

namespace Gulou.Kernel.Posts;

/// <summary>
/// A person's way to sign in. It is found by the name's keyed hash; the name itself is kept only encrypted, so that the
/// hash can be made anew with another key. Wrong passwords are counted twice over: those from browsers in which the
/// person signed in before, and all others. So a stranger who keeps trying makes strangers wait, and not the person at
/// his or her own phone.
/// </summary>
public sealed class Login
{
    /// <summary>The keyed hash of the sign-in name; the table is distributed by it.</summary>
    public required byte[] NameHash { get; set; }

    /// <summary>
    /// The encrypted sign-in name, in its plain form; empty in an older login until its person signs in again.
    /// </summary>
    public required byte[] NameCipher { get; set; }

    /// <summary>The person's cell.</summary>
    public int Cell { get; set; }

    /// <summary>Who.</summary>
    public long PersonId { get; set; }

    /// <summary>The password's salted hash.</summary>
    public required string PasswordHash { get; set; }

    /// <summary>The password was given by someone else and is to be changed at the first sign-in.</summary>
    public bool MustChange { get; set; }

    /// <summary>Wrong passwords from unknown browsers since the last right one.</summary>
    public int Failures { get; set; }

    /// <summary>No sign-in from an unknown browser before this time; null when there is no wait.</summary>
    public Instant? LockedUntil { get; set; }

    /// <summary>Wrong passwords from the person's own browsers since the last right one.</summary>
    public int KnownFailures { get; set; }

    /// <summary>No sign-in from an own browser before this time; null when there is no wait.</summary>
    public Instant? KnownLockedUntil { get; set; }

    /// <summary>Changes with the password; a browser is known by it.</summary>
    public long Stamp { get; set; }

    /// <summary>When someone else took the second factor away; null once the person was told.</summary>
    public Instant? FactorResetAt { get; set; }

    /// <summary>Until when a sign-in has to wait; null for not at all.</summary>
    public Instant? WaitOf(bool known) => known ? KnownLockedUntil : LockedUntil;

    /// <summary>Counts a try that did not have to wait.</summary>
    public void Count(bool succeeded, bool known, Instant now)
    {
        if (known)
        {
            KnownFailures = succeeded ? 0 : KnownFailures + 1;
            KnownLockedUntil = Wait.Until(KnownFailures, now);
        }
        else
        {
            Failures = succeeded ? 0 : Failures + 1;
            LockedUntil = Wait.Until(Failures, now);
        }
    }

    /// <summary>Gives another password: no wait, and no browser is known any more.</summary>
    /// <param name="passwordHash">Its salted hash.</param>
    /// <param name="mustChange">Whether it was given by someone else.</param>
    /// <param name="stamp">A new stamp.</param>
    public void SetPassword(string passwordHash, bool mustChange, long stamp)
    {
        (PasswordHash, MustChange, Stamp) = (passwordHash, mustChange, stamp);
        (Failures, LockedUntil, KnownFailures, KnownLockedUntil) = (0, null, 0, null);
    }
}
