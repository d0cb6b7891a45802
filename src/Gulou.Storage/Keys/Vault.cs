using System.Security.Cryptography;
using System.Text;

namespace Gulou.Storage.Keys;

/// <summary>
/// Seals personal data and makes keyed hashes of it. The keys come from a file outside the database; without it sealed
/// data cannot be read by anyone.
/// </summary>
public sealed class Vault
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly byte[] sealing;
    private readonly byte[] hashing;

    /// <param name="master">32 random bytes.</param>
    public Vault(ReadOnlySpan<byte> master)
    {
        if (master.Length != 32)
            throw new ArgumentException("a master key has 32 bytes", nameof(master));
        sealing = HKDF.DeriveKey(HashAlgorithmName.SHA256, master.ToArray(), 32, info: "gulou seal"u8.ToArray());
        hashing = HKDF.DeriveKey(HashAlgorithmName.SHA256, master.ToArray(), 32, info: "gulou hash"u8.ToArray());
    }

    /// <summary>
    /// Encrypts a text (AES-256-GCM). The nonce follows from the text and its purpose, so that deciding the same
    /// command twice writes the same bytes; it tells no more than the keyed hash beside it does.
    /// </summary>
    public byte[] Seal(string purpose, string text)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[NonceBytes + plain.Length + TagBytes];
        Hash("nonce " + purpose, text).AsSpan(0, NonceBytes).CopyTo(sealedBytes);
        using var aes = new AesGcm(sealing, TagBytes);
        aes.Encrypt(
            sealedBytes.AsSpan(0, NonceBytes),
            plain,
            sealedBytes.AsSpan(NonceBytes, plain.Length),
            sealedBytes.AsSpan(NonceBytes + plain.Length),
            Encoding.UTF8.GetBytes(purpose)
        );
        return sealedBytes;
    }

    /// <summary>Decrypts what <see cref="Seal"/> made for the same purpose.</summary>
    /// <exception cref="CryptographicException">Another key, another purpose, or the bytes were changed.</exception>
    public string Open(string purpose, ReadOnlySpan<byte> sealedBytes)
    {
        var plain = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(sealing, TagBytes);
        aes.Decrypt(
            sealedBytes[..NonceBytes],
            sealedBytes.Slice(NonceBytes, plain.Length),
            sealedBytes[(NonceBytes + plain.Length)..],
            plain,
            Encoding.UTF8.GetBytes(purpose)
        );
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>The keyed hash (HMAC-SHA-256) by which a value can be found without being kept.</summary>
    public byte[] Hash(string purpose, string value) =>
        HMACSHA256.HashData(hashing, Encoding.UTF8.GetBytes($"{purpose}\0{value}"));

    /// <summary>A key of its own for one file, by the random bytes at the file's start.</summary>
    public byte[] FileKey(ReadOnlySpan<byte> salt) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, sealing, 32, salt.ToArray(), "gulou file"u8.ToArray());

    /// <summary>The keyed hash of a command's content.</summary>
    public byte[] Fingerprint(ReadOnlySpan<byte> content) => HMACSHA256.HashData(hashing, content);
}

/// <summary>What a sealed or hashed value is; a hash for one purpose finds nothing under another.</summary>
public static class Purpose
{
    public const string CitizenId = "citizen-id";
    public const string Phone = "phone";
    public const string PhoneTail = "phone-tail";
    public const string LoginName = "login-name";
    public const string Card = "card";
    public const string Version = "version";
}
