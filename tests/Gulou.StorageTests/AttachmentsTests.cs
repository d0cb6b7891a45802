using System.Buffers.Binary;
using System.Text;
using Gulou.Storage;
using SkiaSharp;

namespace Gulou.StorageTests;

public sealed class AttachmentsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("gulou-photos-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private Attachments Store => new(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Location_and_device_are_gone_from_the_stored_photo()
    {
        var photo = WithExif(Corners(SKEncodedImageFormat.Jpeg, 64, 32), orientation: 6);
        Assert.Contains("Exif", Encoding.Latin1.GetString(photo), StringComparison.Ordinal);
        Assert.Contains("26.6600", Encoding.Latin1.GetString(photo), StringComparison.Ordinal);

        var saved = await Store.SavePhotoAsync(new MemoryStream(photo), Cancel);

        var stored = Encoding.Latin1.GetString(Read(saved.Hash));
        Assert.DoesNotContain("Exif", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("26.6600", stored, StringComparison.Ordinal);
        Assert.DoesNotContain("DrumPhone", stored, StringComparison.Ordinal);
    }

    // The corners of the upright picture, top left, top right, bottom left, bottom right, by the EXIF standard's
    // orientation of a stored picture whose corners are R G / B Y.
    [Theory]
    [InlineData(1, "RGBY")]
    [InlineData(2, "GRYB")]
    [InlineData(3, "YBGR")]
    [InlineData(4, "BYRG")]
    [InlineData(5, "RBGY")]
    [InlineData(6, "BRYG")]
    [InlineData(7, "YGBR")]
    [InlineData(8, "GYRB")]
    public async Task Photos_are_stored_upright(int orientation, string corners)
    {
        var photo = WithExif(Corners(SKEncodedImageFormat.Jpeg, 64, 32), orientation);

        var saved = await Store.SavePhotoAsync(new MemoryStream(photo), Cancel);

        Assert.Equal(orientation >= 5 ? (32, 64) : (64, 32), (saved.Width, saved.Height));
        using var bitmap = SKBitmap.Decode(Read(saved.Hash));
        Assert.Equal((saved.Width, saved.Height), (bitmap.Width, bitmap.Height));
        Assert.Equal(corners, ReadCorners(bitmap));
    }

    [Theory]
    [InlineData(SKEncodedImageFormat.Png, 3000, 1500, 2048, 1024)]
    [InlineData(SKEncodedImageFormat.Webp, 1000, 3000, 683, 2048)]
    [InlineData(SKEncodedImageFormat.Jpeg, 5000, 2500, 2048, 1024)]
    [InlineData(SKEncodedImageFormat.Jpeg, 2048, 100, 2048, 100)]
    public async Task The_longer_side_is_bounded(SKEncodedImageFormat format, int width, int height, int w, int h)
    {
        var saved = await Store.SavePhotoAsync(new MemoryStream(Corners(format, width, height)), Cancel);

        Assert.Equal((PhotoOutcome.Saved, w, h), (saved.Outcome, saved.Width, saved.Height));
        var stored = Read(saved.Hash);
        Assert.Equal(saved.Bytes, stored.Length);
        using var codec = SKCodec.Create(new MemoryStream(stored));
        Assert.Equal(SKEncodedImageFormat.Jpeg, codec.EncodedFormat);
        using var bitmap = SKBitmap.Decode(codec);
        Assert.Equal("RGBY", ReadCorners(bitmap));
    }

    [Fact]
    public async Task What_was_transparent_is_white()
    {
        using var bitmap = new SKBitmap(8, 8);
        bitmap.Erase(SKColors.Transparent);

        var saved = await Store.SavePhotoAsync(new MemoryStream(Encode(bitmap, SKEncodedImageFormat.Png)), Cancel);

        using var stored = SKBitmap.Decode(Read(saved.Hash));
        Assert.Equal(SKColors.White, stored.GetPixel(4, 4));
    }

    [Fact]
    public async Task The_same_photo_twice_is_one_file()
    {
        var photo = Corners(SKEncodedImageFormat.Jpeg, 64, 32);

        var first = await Store.SavePhotoAsync(new MemoryStream(photo), Cancel);
        var again = await Store.SavePhotoAsync(new MemoryStream(photo), Cancel);

        Assert.Equal(first, again);
        var file = Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        Assert.Equal(Path.Combine(folder, first.Hash[..2], first.Hash[2..4], first.Hash + ".jpg"), file);
        Assert.True(Store.Verify(first.Hash));
    }

    [Fact]
    public async Task A_changed_file_is_found_and_saving_it_again_heals_it()
    {
        var photo = Corners(SKEncodedImageFormat.Jpeg, 64, 32);
        var saved = await Store.SavePhotoAsync(new MemoryStream(photo), Cancel);
        var file = Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        bytes[^3] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, Cancel);
        Assert.False(Store.Verify(saved.Hash));

        await Store.SavePhotoAsync(new MemoryStream(photo), Cancel);

        Assert.True(Store.Verify(saved.Hash));
    }

    [Fact]
    public async Task Bytes_are_counted_as_they_come()
    {
        var photo = Corners(SKEncodedImageFormat.Jpeg, 64, 32);

        var exact = await new Attachments(folder, maxBytes: photo.Length).SavePhotoAsync(
            new MemoryStream(photo),
            Cancel
        );
        var over = await new Attachments(folder, maxBytes: photo.Length - 1).SavePhotoAsync(
            new MemoryStream(photo),
            Cancel
        );

        Assert.Equal(PhotoOutcome.Saved, exact.Outcome);
        Assert.Equal(PhotoOutcome.TooLarge, over.Outcome);
    }

    public static TheoryData<string, byte[]> NoPhotos =>
        new()
        {
            { "nothing", [] },
            { "text", "no picture"u8.ToArray() },
            { "a kind not taken", Bmp() },
            { "cut short", Corners(SKEncodedImageFormat.Png, 64, 32)[..100] },
        };

    [Theory]
    [MemberData(nameof(NoPhotos))]
    public async Task What_is_no_whole_photo_is_refused(string what, byte[] content)
    {
        var refused = await Store.SavePhotoAsync(new MemoryStream(content), Cancel);

        Assert.True(refused.Outcome == PhotoOutcome.NotAnImage, what);
        Assert.Empty(Directory.GetFileSystemEntries(folder));
    }

    [Fact]
    public async Task Too_many_pixels_are_refused_by_the_header_alone()
    {
        // A PNG whose header claims 10,000 by 6,001 pixels with hardly a byte of picture behind it.
        var photo = Corners(SKEncodedImageFormat.Png, 64, 32);
        BinaryPrimitives.WriteInt32BigEndian(photo.AsSpan(16), 10_000);
        BinaryPrimitives.WriteInt32BigEndian(photo.AsSpan(20), 6_001);
        BinaryPrimitives.WriteUInt32BigEndian(photo.AsSpan(29), Crc(photo.AsSpan(12, 17)));

        var refused = await Store.SavePhotoAsync(new MemoryStream(photo), Cancel);

        Assert.Equal(PhotoOutcome.TooManyPixels, refused.Outcome);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../../../etc/passwd")]
    [InlineData("ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789")]
    [InlineData("/tmp/0123456789abcdef0123456789abcdef0123456789abcdef0123456789a")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n")]
    public void What_is_no_hash_names_no_file(string hash)
    {
        Assert.Null(Store.Open(hash));
        Assert.False(Store.Verify(hash));
    }

    private byte[] Read(string hash)
    {
        using var stream = Store.Open(hash);
        Assert.NotNull(stream);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>A picture of four coloured quarters: red and green above, blue and yellow below.</summary>
    private static byte[] Corners(SKEncodedImageFormat format, int width, int height)
    {
        using var bitmap = new SKBitmap(width, height);
        using var canvas = new SKCanvas(bitmap);
        SKColor[] colors = [SKColors.Red, SKColors.Lime, SKColors.Blue, SKColors.Yellow];
        for (var i = 0; i < 4; i++)
        {
            using var paint = new SKPaint { Color = colors[i] };
            canvas.DrawRect(i % 2 * width / 2, i / 2 * height / 2, width / 2, height / 2, paint);
        }
        canvas.Flush();
        return Encode(bitmap, format);
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedImageFormat format)
    {
        using var data = bitmap.Encode(format, 90);
        return data.ToArray();
    }

    private static string ReadCorners(SKBitmap bitmap)
    {
        int[] xs = [bitmap.Width / 4, bitmap.Width * 3 / 4];
        int[] ys = [bitmap.Height / 4, bitmap.Height * 3 / 4];
        return string.Concat(ys.SelectMany(y => xs.Select(x => Name(bitmap.GetPixel(x, y)))));

        static char Name(SKColor c) =>
            (c.Red > 128, c.Green > 128, c.Blue > 128) switch
            {
                (true, false, false) => 'R',
                (false, true, false) => 'G',
                (false, false, true) => 'B',
                (true, true, false) => 'Y',
                _ => '?',
            };
    }

    /// <summary>
    /// The JPEG with an APP1 segment after its first marker, as a camera writes it: a TIFF block with orientation,
    /// model and a GPS directory (here a text in its GPSMapDatum field, so that a leak can be searched for).
    /// </summary>
    private static byte[] WithExif(byte[] jpeg, int orientation)
    {
        var tiff = new List<byte>();
        tiff.AddRange("MM\0*"u8);
        tiff.AddRange([0, 0, 0, 8]);
        // Directory 0 at 8: three fields of 12 bytes; then the model's text at 50 and the GPS directory at 60.
        tiff.AddRange([0, 3]);
        Field(tiff, 0x0110, 2, 10, 50);
        Field(tiff, 0x0112, 3, 1, orientation << 16);
        Field(tiff, 0x8825, 4, 1, 60);
        tiff.AddRange([0, 0, 0, 0]);
        tiff.AddRange("DrumPhone\0"u8);
        tiff.AddRange([0, 1]);
        Field(tiff, 0x0012, 2, 17, 78);
        tiff.AddRange([0, 0, 0, 0]);
        tiff.AddRange("26.6600,108.4400\0"u8);

        var segment = new List<byte>();
        segment.AddRange("Exif\0\0"u8);
        segment.AddRange(tiff);
        var length = segment.Count + 2;
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)(length >> 8), (byte)length, .. segment, .. jpeg[2..]];
    }

    private static void Field(List<byte> tiff, ushort tag, ushort type, int count, int value)
    {
        var field = new byte[12];
        BinaryPrimitives.WriteUInt16BigEndian(field, tag);
        BinaryPrimitives.WriteUInt16BigEndian(field.AsSpan(2), type);
        BinaryPrimitives.WriteInt32BigEndian(field.AsSpan(4), count);
        BinaryPrimitives.WriteInt32BigEndian(field.AsSpan(8), value);
        tiff.AddRange(field);
    }

    /// <summary>A whole and valid bitmap file of one white pixel: an image, of a kind that is not taken.</summary>
    private static byte[] Bmp()
    {
        var bytes = new byte[58];
        "BM"u8.CopyTo(bytes);
        int[] fields = [58, 0, 54, 40, 1, 1, 1 | (24 << 16), 0, 4, 2835, 2835, 0, 0, 0x00FFFFFF];
        for (var i = 0; i < fields.Length; i++)
            BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(2 + (i * 4)), fields[i]);
        return bytes;
    }

    /// <summary>CRC-32 as PNG's chunks have it.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }
}
