using Gulou.Kernel.Values;

namespace Gulou.Kernel.Posts;

/// <summary>An identity provider's name for a person who has a login here.</summary>
public sealed class Binding
{
    /// <summary>The keyed hash of provider and subject; the table is distributed by it.</summary>
    public required byte[] SubjectHash { get; set; }

    /// <summary>The person's cell.</summary>
    public int Cell { get; set; }

    /// <summary>Who.</summary>
    public long PersonId { get; set; }

    /// <summary>The provider's address.</summary>
    public required string Issuer { get; set; }

    /// <summary>The provider and what it calls the person, encrypted.</summary>
    public required byte[] Subject { get; set; }

    /// <summary>Since when.</summary>
    public Instant Since { get; set; }
}
