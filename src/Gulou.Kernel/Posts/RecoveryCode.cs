using System.Security.Cryptography;
using System.Text;

namespace Gulou.Kernel.Posts;

/// <summary>
/// Codes on paper that stand in for a lost phone, each once. Kept only as slow hashes under one salt, so that a typed
/// code is hashed once and compared with all.
/// </summary>
public static class RecoveryCode
{
    /// <summary>How many a person gets.</summary>
    public const int Count = 10;

    /// <summary>Letters that are not mistaken for each other, read out or written down.</summary>
    public const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Letters of a code: about 49 bits.</summary>
    public const int Length = 10;

    /// <summary>Bytes of the salt.</summary>
    public const int SaltBytes = 16;

    /// <summary>Bytes of a hash.</summary>
    public const int HashBytes = 32;

    private const int Iterations = 100_000;

    /// <summary>The one form that is hashed: small letters without blanks and hyphens.</summary>
    /// <returns>False when it cannot be a code.</returns>
    public static bool TryNormalise(string? text, out string code)
    {
        var plain = (text ?? "").Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        code = new string([.. plain.Where(c => !char.IsWhiteSpace(c) && c != '-')]);
        return code.Length == Length && code.All(c => Letters.Contains(c));
    }

    /// <summary>A code as it is printed: two halves with a hyphen between.</summary>
    public static string Printed(string code) => $"{code[..(Length / 2)]}-{code[(Length / 2)..]}";

    /// <summary>The slow hash of a code in its normal form (PBKDF2-SHA-256).</summary>
    public static byte[] Hash(string code, ReadOnlySpan<byte> salt) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(code), salt, Iterations, HashAlgorithmName.SHA256, HashBytes);

    /// <summary>The hashes without the one that was used; null when it is not among them.</summary>
    /// <param name="hashes">The unused codes' hashes, one after the other.</param>
    /// <param name="used">The hash of a typed code.</param>
    public static byte[]? Without(byte[] hashes, byte[] used)
    {
        for (var at = 0; at < hashes.Length; at += HashBytes)
        {
            if (CryptographicOperations.FixedTimeEquals(hashes.AsSpan(at, HashBytes), used))
                return [.. hashes[..at], .. hashes[(at + HashBytes)..]];
        }
        return null;
    }
}
