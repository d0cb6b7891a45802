using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gulou.Kernel.Values;

/// <summary>
/// Gathers fields in one fixed binary form (big-endian numbers, length before text and bytes) and hashes them with
/// SHA-256, so that the same record gives the same 32 bytes on every machine and database.
/// </summary>
public sealed class Digest
{
    private byte[] buffer = new byte[256];
    private int length;

    /// <summary>Appends a number.</summary>
    public Digest Add(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Room(8), value);
        return this;
    }

    /// <summary>Appends a number or its absence.</summary>
    public Digest Add(long? value) => value is { } number ? Add(1L).Add(number) : Add(0L);

    /// <summary>Appends a text, UTF-8, with its length before it.</summary>
    public Digest Add(string text)
    {
        Add((long)Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetByteCount(text)));
        return this;
    }

    /// <summary>Appends bytes with their length before them.</summary>
    public Digest Add(ReadOnlySpan<byte> bytes)
    {
        Add((long)bytes.Length);
        bytes.CopyTo(Room(bytes.Length));
        return this;
    }

    /// <summary>Appends a client's id.</summary>
    public Digest Add(ClientId id)
    {
        id.ToBytes(Room(16));
        return this;
    }

    /// <summary>The hash of all that was appended; the gatherer is empty again.</summary>
    public byte[] Take()
    {
        var hash = SHA256.HashData(buffer.AsSpan(0, length));
        length = 0;
        return hash;
    }

    private Span<byte> Room(int bytes)
    {
        if (length + bytes > buffer.Length)
            Array.Resize(ref buffer, Math.Max(buffer.Length * 2, length + bytes));
        var room = buffer.AsSpan(length, bytes);
        length += bytes;
        return room;
    }
}
