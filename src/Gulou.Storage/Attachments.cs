using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Gulou.Storage.Watch;
using SkiaSharp;

namespace Gulou.Storage;

/// <summary>What became of a photo handed in, in order of precedence.</summary>
public enum PhotoOutcome
{
    Saved = 0,
    TooLarge = 1,
    NotAnImage = 2,
    TooManyPixels = 3,
}

/// <summary>The outcome; when saved, the name (SHA-256 of the stored bytes, lower-case hex) and the size.</summary>
public sealed record StoredFile(PhotoOutcome Outcome, string Hash, int Width, int Height, long Bytes)
{
    internal static StoredFile Refused(PhotoOutcome outcome) => new(outcome, "", 0, 0, 0);
}

/// <summary>
/// Photos on disk, each named by the SHA-256 of its bytes: folder/ab/cd/abcd….jpg. A photo is stored upright, bounded
/// in pixels and drawn anew, so that nothing the camera wrote beside the picture (place, time, device) is kept. When
/// <see cref="SavePhotoAsync"/> returns, file and name are on the disk: a row may refer to them.
/// </summary>
public sealed partial class Attachments(string folder, Signals? signals = null, int maxBytes = 15 * 1024 * 1024)
{
    private const int LongerSide = 2048;
    private const long MaxPixels = 60_000_000;
    private const int Quality = 82;

    public async Task<StoredFile> SavePhotoAsync(Stream content, CancellationToken cancel)
    {
        var received = await ReadBounded(content, cancel);
        if (received is null)
            return StoredFile.Refused(PhotoOutcome.TooLarge);

        using var data = SKData.CreateCopy(received);
        using var codec = SKCodec.Create(data);
        if (
            codec is null
            || codec.EncodedFormat
                is not (SKEncodedImageFormat.Jpeg or SKEncodedImageFormat.Png or SKEncodedImageFormat.Webp)
        )
            return StoredFile.Refused(PhotoOutcome.NotAnImage);
        if ((long)codec.Info.Width * codec.Info.Height > MaxPixels)
            return StoredFile.Refused(PhotoOutcome.TooManyPixels);
        using var decoded = Decode(codec);
        if (decoded is null)
            return StoredFile.Refused(PhotoOutcome.NotAnImage);

        using var upright = Upright(decoded, codec.EncodedOrigin);
        using var encoded = upright.Encode(SKEncodedImageFormat.Jpeg, Quality);
        var bytes = encoded.ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await Write(hash, bytes, cancel);
        return new StoredFile(PhotoOutcome.Saved, hash, upright.Width, upright.Height, bytes.Length);
    }

    /// <summary>The stored bytes, or null when there are none of that name.</summary>
    public Stream? Open(string hash) => PathOf(hash) is { } path && File.Exists(path) ? File.OpenRead(path) : null;

    /// <summary>True when the file is there and its bytes still have the hash it is named by.</summary>
    public bool Verify(string hash)
    {
        using var stream = Open(hash);
        return stream is not null && Convert.ToHexStringLower(SHA256.HashData(stream)) == hash;
    }

    private static async Task<byte[]?> ReadBounded(Stream content, int max, CancellationToken cancel)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81920];
        for (int read; (read = await content.ReadAsync(chunk, cancel)) > 0; )
        {
            if (buffer.Length + read > max)
                return null;
            buffer.Write(chunk, 0, read);
        }
        return buffer.ToArray();
    }

    private Task<byte[]?> ReadBounded(Stream content, CancellationToken cancel) =>
        ReadBounded(content, maxBytes, cancel);

    /// <summary>
    /// The picture, as small as the format can decode it without falling below the wanted size (JPEG can by eighths);
    /// null when the data is broken or cut short.
    /// </summary>
    private static SKBitmap? Decode(SKCodec codec)
    {
        var longer = Math.Max(codec.Info.Width, codec.Info.Height);
        var size = codec.GetScaledDimensions(Math.Min(1f, (float)LongerSide / longer));
        if (Math.Max(size.Width, size.Height) < Math.Min(LongerSide, longer))
            size = codec.Info.Size;
        using var srgb = SKColorSpace.CreateSrgb();
        var bitmap = new SKBitmap(
            new SKImageInfo(size.Width, size.Height, SKImageInfo.PlatformColorType, SKAlphaType.Premul, srgb)
        );
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) == SKCodecResult.Success)
            return bitmap;
        bitmap.Dispose();
        return null;
    }

    /// <summary>Turned as the camera was held, scaled to the longer side, what was transparent on white.</summary>
    private static SKBitmap Upright(SKBitmap source, SKEncodedOrigin origin)
    {
        var (width, height) =
            origin >= SKEncodedOrigin.LeftTop ? (source.Height, source.Width) : (source.Width, source.Height);
        var scale = Math.Min(1f, (float)LongerSide / Math.Max(width, height));
        var result = new SKBitmap(
            new SKImageInfo(
                Math.Max(1, (int)MathF.Round(width * scale)),
                Math.Max(1, (int)MathF.Round(height * scale)),
                SKImageInfo.PlatformColorType,
                SKAlphaType.Opaque
            )
        );
        using var canvas = new SKCanvas(result);
        using var image = SKImage.FromBitmap(source);
        canvas.Clear(SKColors.White);
        canvas.Scale((float)result.Width / width, (float)result.Height / height);
        canvas.Concat(Turn(origin, width, height));
        canvas.DrawImage(image, 0, 0, new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear), null);
        return result;
    }

    /// <summary>From the stored picture's coordinates to those of the upright one, whose size is given.</summary>
    private static SKMatrix Turn(SKEncodedOrigin origin, int width, int height) =>
        origin switch
        {
            SKEncodedOrigin.TopRight => new(-1, 0, width, 0, 1, 0, 0, 0, 1),
            SKEncodedOrigin.BottomRight => new(-1, 0, width, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.BottomLeft => new(1, 0, 0, 0, -1, height, 0, 0, 1),
            SKEncodedOrigin.LeftTop => new(0, 1, 0, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightTop => new(0, -1, width, 1, 0, 0, 0, 0, 1),
            SKEncodedOrigin.RightBottom => new(0, -1, width, -1, 0, height, 0, 0, 1),
            SKEncodedOrigin.LeftBottom => new(0, 1, 0, -1, 0, height, 0, 0, 1),
            _ => SKMatrix.Identity,
        };

    /// <summary>
    /// Written beside its place, flushed, renamed, and every folder above flushed: after a power cut there is the whole
    /// file or none. A good file of that name is left as it is; a damaged one is replaced.
    /// </summary>
    private async Task Write(string hash, byte[] bytes, CancellationToken cancel)
    {
        var path = PathOf(hash)!;
        var parent = Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(parent);
        if (!Verify(hash))
        {
            var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
            try
            {
                await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
                {
                    await file.WriteAsync(bytes, cancel);
                    file.Flush(flushToDisk: true);
                }
                File.Move(temporary, path, overwrite: true);
                signals?.Stored(bytes.Length);
            }
            finally
            {
                File.Delete(temporary);
            }
        }
        // Even for a file that was there: whoever wrote it a moment ago may not have come this far.
        foreach (var directory in (string[])[parent, Path.GetDirectoryName(parent)!, folder])
            Disk.FlushDirectory(directory);
    }

    /// <summary>Where a file of that name lies or would lie; null for what is no name.</summary>
    internal string? PathOf(string hash) =>
        Name().IsMatch(hash) ? Path.Combine(folder, hash[..2], hash[2..4], hash + ".jpg") : null;

    [GeneratedRegex(@"\A[0-9a-f]{64}\z")]
    private static partial Regex Name();
}
