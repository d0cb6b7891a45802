using System.Security.Cryptography;
using System.Text;

namespace Gulou.Kernel.Values;

/// <summary>Ids that follow from another id, so that doing the same thing again finds it already done.</summary>
public static class DerivedId
{
    /// <summary>
    /// The id of a step named <paramref name="step"/> that follows from <paramref name="id"/>. It keeps the id's first
    /// eight bytes, and with them its place in time.
    /// </summary>
    public static ClientId Derive(this ClientId id, string step)
    {
        var text = Encoding.UTF8.GetBytes(step);
        Span<byte> bytes = stackalloc byte[16];
        id.ToBytes(bytes);
        Span<byte> seed = [.. bytes, .. text];
        SHA256.HashData(seed).AsSpan(0, 8).CopyTo(bytes[8..]);
        return ClientId.FromBytes(bytes);
    }
}
