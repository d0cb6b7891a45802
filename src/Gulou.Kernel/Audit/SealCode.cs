using System.Text;

namespace Gulou.Kernel.Audit;

/// <summary>
/// A seal as people write it: the first 120 bits of its hash in Crockford's base 32, six groups of four, such as
/// <c>7K2M-9QXA-…</c>. The letters I, L, O and U are not used; read back, I and L are 1, O is 0, case and anything
/// between the characters do not matter. 120 bits: whoever wanted two pasts with the same code would have to try some
/// 2^60 of them beforehand.
/// </summary>
public static class SealCode
{
    /// <summary>Characters without the dashes.</summary>
    public const int Length = 24;

    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int GroupLength = 4;
    private const int BitsEach = 5;

    /// <summary>The code of a hash of at least 15 bytes.</summary>
    public static string Of(ReadOnlySpan<byte> hash)
    {
        var code = new StringBuilder();
        for (var n = 0; n < Length; n++)
        {
            if (n > 0 && n % GroupLength == 0)
                code.Append('-');
            var value = 0;
            for (var bit = n * BitsEach; bit < (n + 1) * BitsEach; bit++)
                value = (value << 1) | ((hash[bit / 8] >> (7 - (bit % 8))) & 1);
            code.Append(Alphabet[value]);
        }
        return code.ToString();
    }

    /// <summary>The code as it is printed, from what someone typed; null when it cannot be one.</summary>
    public static string? Read(string? typed)
    {
        var code = new StringBuilder();
        foreach (var character in (typed ?? "").ToUpperInvariant())
        {
            if (character is '-' or ' ' or '\u3000')
                continue;
            var meant = character switch
            {
                'I' or 'L' => '1',
                'O' => '0',
                _ => character,
            };
            if (!Alphabet.Contains(meant, StringComparison.Ordinal))
                return null;
            if (code.Length % (GroupLength + 1) == GroupLength)
                code.Append('-');
            code.Append(meant);
        }
        return code.Length == Length + (Length / GroupLength) - 1 ? code.ToString() : null;
    }
}
