using Gulou.Kernel.Values;

namespace Gulou.Kernel.Posts;

/// <summary>
/// A key by which a program acts for one appointment, with that appointment's rights and nothing more. Only the hash of
/// its secret is kept.
/// </summary>
public sealed class ApiToken
{
    /// <summary>The cell of the appointment.</summary>
    public int Cell { get; set; }

    /// <summary>The key's id, part of its text.</summary>
    public long Id { get; set; }

    /// <summary>For which appointment.</summary>
    public long AppointmentId { get; set; }

    /// <summary>Who holds the appointment.</summary>
    public long PersonId { get; set; }

    /// <summary>Where that person is registered.</summary>
    public int PersonCell { get; set; }

    /// <summary>What it is for, as its maker says.</summary>
    public required string Label { get; set; }

    /// <summary>The SHA-256 of the secret, which is 32 random bytes.</summary>
    public required byte[] SecretHash { get; set; }

    /// <summary>When it was made.</summary>
    public Instant MadeAt { get; set; }

    /// <summary>By whom; 0 for the system.</summary>
    public long MadeBy { get; set; }

    /// <summary>The first day on which it is no longer good.</summary>
    public DateOnly Until { get; set; }

    /// <summary>When it was ended before its time; null if it was not.</summary>
    public Instant? RevokedAt { get; set; }

    /// <summary>Whether it is good on a day; the appointment must be in force besides.</summary>
    public bool IsGood(DateOnly day) => RevokedAt is null && day < Until;
}
