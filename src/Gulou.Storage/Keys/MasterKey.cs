using Gulou.Kernel.Values;

namespace Gulou.Storage.Keys;

/// <summary>A key of the key file.</summary>
/// <param name="Version">Its number, from 1; every value made with it begins with it.</param>
/// <param name="Bytes">32 random bytes.</param>
/// <param name="From">From when on it writes; it reads at once.</param>
public sealed record MasterKey(byte Version, byte[] Bytes, Instant From)
{
    public const int Length = 32;
}
