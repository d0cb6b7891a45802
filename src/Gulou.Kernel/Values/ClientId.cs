namespace Gulou.Kernel.Values;

/// <summary>
/// The 16-byte id that a client gives to what it sends, so that sending twice is answered once. Ids made here are UUIDs
/// of version 7: their first 48 bits are milliseconds since 1970, so that later ids sort after earlier ones.
/// </summary>
/// <param name="Value">The UUID; never all zeros in what <see cref="TryParse"/> accepts.</param>
public readonly record struct ClientId(Guid Value)
{
    /// <summary>The size in bytes.</summary>
    public const int Size = 16;

    /// <summary>A new id, carrying the clock's time.</summary>
    public static ClientId New(TimeProvider clock) => new(Guid.CreateVersion7(clock.GetUtcNow()));

    /// <summary>Reads the usual form of 36 characters; any version of UUID but the one of zeros is accepted.</summary>
    public static bool TryParse(string? text, out ClientId id)
    {
        var good = Guid.TryParseExact(text, "D", out var value) && value != Guid.Empty;
        id = new ClientId(value);
        return good;
    }

    /// <summary>The id of 16 bytes in network order.</summary>
    /// <exception cref="ArgumentException">Not 16 bytes.</exception>
    public static ClientId FromBytes(ReadOnlySpan<byte> bytes) => new(new Guid(bytes, bigEndian: true));

    /// <summary>Writes 16 bytes in network order, so that the order of bytes is the order of time.</summary>
    /// <exception cref="ArgumentException">Less room than 16 bytes.</exception>
    public void ToBytes(Span<byte> bytes)
    {
        if (!Value.TryWriteBytes(bytes, bigEndian: true, out _))
            throw new ArgumentException("a client id needs 16 bytes", nameof(bytes));
    }

    /// <summary>The usual form: 36 characters, lower case.</summary>
    public override string ToString() => Value.ToString("D");
}
