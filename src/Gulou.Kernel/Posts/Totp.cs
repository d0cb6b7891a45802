using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using Gulou.Kernel.Values;

namespace Gulou.Kernel.Posts;

/// <summary>
/// Codes that follow from a shared secret and the time (RFC 6238): six digits, a new one each 30 seconds, HMAC-SHA-1,
/// which is what every authenticator app can do.
/// </summary>
public static class Totp
{
    /// <summary>Bytes of a secret: as many as the hash gives (RFC 4226, section 4).</summary>
    public const int SecretBytes = 20;

    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    /// <summary>Seconds for which a code stands.</summary>
    public const int StepSeconds = 30;

    /// <summary>How many steps a phone's clock may be off, either way.</summary>
    public const int Skew = 1;

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The number of the step a time lies in, counted from 1970.</summary>
    public static long StepOf(Instant time) => Math.DivRem(time.Micros, StepSeconds * 1_000_000L).Quotient;

    /// <summary>The code of a step.</summary>
    public static string Code(ReadOnlySpan<byte> secret, long step) => Code(secret, step, Digits);

    /// <summary>
    /// The step a typed code belongs to: within the skew of now and later than the last step used, so that no code
    /// counts twice. Null when there is none. Blanks between the digits do not matter.
    /// </summary>
    public static long? Match(ReadOnlySpan<byte> secret, string? typed, Instant now, long lastUsed)
    {
        var code = new string([.. (typed ?? "").Normalize(System.Text.NormalizationForm.FormKC).Where(char.IsDigit)]);
        var here = StepOf(now);
        long? found = null;
        // All steps are computed, whichever fits: the answer takes as long.
        for (var step = here - Skew; step <= here + Skew; step++)
        {
            if (Same(Code(secret, step), code) && step > lastUsed)
                found ??= step;
        }
        return found;
    }

    /// <summary>A secret as people and apps type it: base32 without padding (RFC 4648).</summary>
    public static string Text(ReadOnlySpan<byte> secret)
    {
        var text = new System.Text.StringBuilder();
        var (bits, held) = (0, 0);
        foreach (var one in secret)
        {
            (bits, held) = ((bits << 8) | one, held + 8);
            for (; held >= 5; held -= 5)
                text.Append(Base32[(bits >> (held - 5)) & 31]);
            bits &= (1 << held) - 1;
        }
        if (held > 0)
            text.Append(Base32[(bits << (5 - held)) & 31]);
        return text.ToString();
    }

    /// <summary>What the QR code of an enrolment says.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="issuer">The program's name, as the app shows it.</param>
    /// <param name="name">Whose it is.</param>
    public static string Address(ReadOnlySpan<byte> secret, string issuer, string name)
    {
        var (program, person) = (Uri.EscapeDataString(issuer), Uri.EscapeDataString(name));
        return $"otpauth://totp/{program}:{person}?secret={Text(secret)}&issuer={program}";
    }

    // RFC 6238 as every authenticator does it; HMAC does not rest on collisions.
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "RFC 6238")]
    internal static string Code(ReadOnlySpan<byte> secret, long step, int digits)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash[(hash[^1] & 0xf)..]) & 0x7fff_ffff;
        var shown = number % (long)Math.Pow(10, digits);
        return shown.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    private static bool Same(string a, string b) =>
        CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.UTF8.GetBytes(a),
            System.Text.Encoding.UTF8.GetBytes(b)
        );
}
