using System.Security.Cryptography;
using System.Text;
using Gulou.Kernel.Values;

namespace Gulou.Storage.Keys;

/// <summary>
/// Seals personal data and makes keyed hashes of it. The keys come from a file outside the database; without it sealed
/// data cannot be read by anyone. There may be several keys: the newest that has begun writes, all of them read and
/// find, and every value begins with the number of the key it was made with.
/// </summary>
public sealed class Vault
{
    private const int VersionBytes = 1;
    private const byte FirstVersion = 1;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    private readonly Func<IReadOnlyList<MasterKey>?> changed;
    private readonly TimeProvider clock;
    private volatile Ring ring;
    private long lookedAt;

    /// <summary>One key for ever.</summary>
    /// <param name="master">32 random bytes.</param>
    public Vault(ReadOnlySpan<byte> master)
        : this([new MasterKey(FirstVersion, master.ToArray(), default)], () => null, TimeProvider.System) { }

    /// <summary>Keys that may become more while the program runs.</summary>
    /// <param name="keys">At least one; numbers are given once.</param>
    /// <param name="changed">The keys, when they have changed since it was last asked; else null.</param>
    /// <param name="clock">By which a new key begins.</param>
    public Vault(IReadOnlyList<MasterKey> keys, Func<IReadOnlyList<MasterKey>?> changed, TimeProvider clock)
    {
        ring = new Ring(keys);
        this.changed = changed;
        this.clock = clock;
        lookedAt = clock.GetTimestamp();
    }

    /// <summary>The number of the key that writes now.</summary>
    public byte Current => Now().Writing(clock).Version;

    /// <summary>The numbers of all keys, newest first.</summary>
    public IReadOnlyList<byte> Versions => [.. Now().Keys.Select(k => k.Version)];

    /// <summary>The number of the key that a sealed value or a keyed hash was made with.</summary>
    public static byte VersionOf(ReadOnlySpan<byte> value) => value[0];

    /// <summary>
    /// Encrypts a text (AES-256-GCM). The nonce follows from the text and its purpose, so that deciding the same
    /// command twice writes the same bytes; it tells no more than the keyed hash beside it does.
    /// </summary>
    public byte[] Seal(string purpose, string text)
    {
        var key = Now().Writing(clock);
        var plain = Encoding.UTF8.GetBytes(text);
        var sealedBytes = new byte[VersionBytes + NonceBytes + plain.Length + TagBytes];
        sealedBytes[0] = key.Version;
        var rest = sealedBytes.AsSpan(VersionBytes);
        key.Hash("nonce " + purpose, text).AsSpan(0, NonceBytes).CopyTo(rest);
        key.Cipher.Encrypt(
            rest[..NonceBytes],
            plain,
            rest.Slice(NonceBytes, plain.Length),
            rest[(NonceBytes + plain.Length)..],
            Encoding.UTF8.GetBytes(purpose)
        );
        return sealedBytes;
    }

    /// <summary>Decrypts what <see cref="Seal"/> made for the same purpose, with whichever key.</summary>
    /// <exception cref="CryptographicException">No such key, another purpose, or the bytes were changed.</exception>
    public string Open(string purpose, ReadOnlySpan<byte> sealedBytes)
    {
        var key =
            Find(sealedBytes[0])
            ?? throw new CryptographicException($"sealed with key {sealedBytes[0]}, which is not in the key file");
        var rest = sealedBytes[VersionBytes..];
        var plain = new byte[rest.Length - NonceBytes - TagBytes];
        key.Cipher.Decrypt(
            rest[..NonceBytes],
            rest.Slice(NonceBytes, plain.Length),
            rest[(NonceBytes + plain.Length)..],
            plain,
            Encoding.UTF8.GetBytes(purpose)
        );
        return Encoding.UTF8.GetString(plain);
    }

    /// <summary>
    /// The keyed hash (HMAC-SHA-256) by which a value can be found without being kept: the one to write.
    /// </summary>
    public byte[] Hash(string purpose, string value) => Now().Writing(clock).Mark(purpose, value);

    /// <summary>The hashes a value may have been written with, one for each key: those to look for.</summary>
    public IReadOnlyList<byte[]> Hashes(string purpose, string value) =>
        [.. Now().Keys.Select(key => key.Mark(purpose, value))];

    /// <summary>32 bytes that nobody guesses without the key, the same again for the same seed.</summary>
    public byte[] Derive(string purpose, string seed) => Now().Writing(clock).Hash(purpose, seed);

    /// <summary>A key of its own for one file, by the number of its key and the random bytes at its start.</summary>
    /// <exception cref="CryptographicException">There is no such key.</exception>
    public byte[] FileKey(byte version, ReadOnlySpan<byte> salt) =>
        Find(version) is { } key
            ? HKDF.DeriveKey(HashAlgorithmName.SHA256, key.Sealing, 32, salt.ToArray(), "gulou file"u8.ToArray())
            : throw new CryptographicException($"there is no key {version}");

    /// <summary>The keyed hash of a command's content.</summary>
    public byte[] Fingerprint(ReadOnlySpan<byte> content) => Now().Writing(clock).Mark(content);

    /// <summary>
    /// Whether a fingerprint is of this content. That of a key which is gone is of none: such a command is too old to
    /// be sent again. Before keys had numbers there was the first, and nothing stood in front.
    /// </summary>
    public bool IsFingerprint(ReadOnlySpan<byte> fingerprint, ReadOnlySpan<byte> content)
    {
        var numbered = fingerprint.Length > HMACSHA256.HashSizeInBytes;
        return fingerprint.Length > 0
            && Find(numbered ? fingerprint[0] : FirstVersion) is { } key
            && CryptographicOperations.FixedTimeEquals(key.Mark(content).AsSpan(numbered ? 0 : 1), fingerprint);
    }

    /// <summary>Looks at once whether there are other keys.</summary>
    public void Reread() => LookNow();

    private DerivedKey? Find(byte version)
    {
        if (Now().Find(version) is { } known)
            return known;
        LookNow();
        return ring.Find(version);
    }

    private Ring Now()
    {
        if (clock.GetElapsedTime(Interlocked.Read(ref lookedAt)) >= LookAgain)
            LookNow();
        return ring;
    }

    private void LookNow()
    {
        Interlocked.Exchange(ref lookedAt, clock.GetTimestamp());
        if (changed() is { } keys)
            ring = new Ring(keys);
    }

    private sealed class Ring(IReadOnlyList<MasterKey> keys)
    {
        public IReadOnlyList<DerivedKey> Keys { get; } =
        [.. keys.OrderByDescending(k => k.Version).Select(k => new DerivedKey(k))];

        public DerivedKey? Find(byte version) => Keys.FirstOrDefault(k => k.Version == version);

        /// <summary>The newest that has begun; before any has, the oldest.</summary>
        public DerivedKey Writing(TimeProvider clock)
        {
            if (Keys.Count == 1)
                return Keys[0];
            var now = Instant.Now(clock);
            return Keys.FirstOrDefault(k => k.From <= now) ?? Keys[^1];
        }
    }

    private sealed class DerivedKey(MasterKey master)
    {
        /// <summary>Of the key this thread used last: setting them up costs more than a value does.</summary>
        [ThreadStatic]
        private static (DerivedKey Of, IncrementalHash Hash, AesGcm Cipher)? mine;

        private readonly byte[] hashing = Of(master, "gulou hash"u8);

        public byte Version => master.Version;

        public Instant From => master.From;

        public byte[] Sealing { get; } = Of(master, "gulou seal"u8);

        public AesGcm Cipher => Mine().Cipher;

        public byte[] Hash(string purpose, string value) => Hash(Encoding.UTF8.GetBytes($"{purpose}\0{value}"));

        public byte[] Mark(string purpose, string value) => [Version, .. Hash(purpose, value)];

        public byte[] Mark(ReadOnlySpan<byte> content) => [Version, .. Hash(content)];

        private byte[] Hash(ReadOnlySpan<byte> bytes)
        {
            var hash = Mine().Hash;
            hash.AppendData(bytes);
            return hash.GetHashAndReset();
        }

        private (DerivedKey Of, IncrementalHash Hash, AesGcm Cipher) Mine()
        {
            if (mine is { } there && ReferenceEquals(there.Of, this))
                return there;
            var made = (
                this,
                IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, hashing),
                new AesGcm(Sealing, TagBytes)
            );
            mine = made;
            return made;
        }

        private static byte[] Of(MasterKey master, ReadOnlySpan<byte> use) =>
            HKDF.DeriveKey(HashAlgorithmName.SHA256, master.Bytes, MasterKey.Length, info: use.ToArray());
    }
}
