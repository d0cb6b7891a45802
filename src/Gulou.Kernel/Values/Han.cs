using System.Text;

namespace Gulou.Kernel.Values;

/// <summary>The Chinese characters of Unicode.</summary>
internal static class Han
{
    /// <summary>〇, the unified characters with all their extensions, and the compatibility ones.</summary>
    public static bool Contains(Rune rune) =>
        rune.Value
            is 0x3007
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or (>= 0xF900 and <= 0xFAFF)
                or (>= 0x20000 and <= 0x3FFFF);
}
