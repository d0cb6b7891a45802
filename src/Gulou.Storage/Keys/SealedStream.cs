using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gulou.Storage.Keys;

/// <summary>
/// A file that can be read only with the keys: blocks of AES-256-GCM under a key of the file's own. Each block is bound
/// to its number, the last one to being the last, so that nothing can be cut, swapped or left out unseen.
/// </summary>
public sealed class SealedStream : Stream
{
    private const int SaltBytes = 16;
    private const int HeadBytes = 1 + SaltBytes;
    private const int TagBytes = 16;
    private const int Block = 64 * 1024;

    private readonly FileStream file;
    private readonly AesGcm aes;
    private readonly byte[] plain = new byte[Block];
    private readonly byte[] cipher = new byte[Block + TagBytes];
    private readonly bool writing;
    private readonly long length;
    private long position;
    private long blockRead = -1;
    private bool closed;

    private SealedStream(FileStream file, AesGcm aes, bool writing, long length) =>
        (this.file, this.aes, this.writing, this.length) = (file, aes, writing, length);

    /// <summary>Makes the file; when it is disposed, all of it is on the disk.</summary>
    public static SealedStream Create(string path, Vault vault)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        var salt = RandomNumberGenerator.GetBytes(SaltBytes);
        var version = vault.Current;
        file.Write([version, .. salt]);
        return new SealedStream(file, new AesGcm(vault.FileKey(version, salt), TagBytes), true, 0);
    }

    /// <summary>The number of the key a sealed file was made with; null for an empty file, which was not.</summary>
    public static byte? VersionOf(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return file.ReadByte() is var version and > 0 ? (byte)version : null;
        }
        catch (IOException) when (!File.Exists(path))
        {
            // Its import ended meanwhile.
            return null;
        }
    }

    /// <exception cref="CryptographicException">When read: another key, or the bytes were changed.</exception>
    public static SealedStream Open(string path, Vault vault)
    {
        var file = File.OpenRead(path);
        var head = new byte[HeadBytes];
        file.ReadExactly(head);
        var body = file.Length - HeadBytes;
        var blocks = (body + Block + TagBytes - 1) / (Block + TagBytes);
        return new SealedStream(
            file,
            new AesGcm(vault.FileKey(head[0], head.AsSpan(1)), TagBytes),
            false,
            body - (blocks * TagBytes)
        );
    }

    public override bool CanRead => !writing;
    public override bool CanSeek => !writing;
    public override bool CanWrite => writing;
    public override long Length => writing ? position : length;

    public override long Position
    {
        get => position;
        set => Seek(value, SeekOrigin.Begin);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var block = position / Block;
        if (position >= length || buffer.Length == 0)
            return 0;
        if (block != blockRead)
            ReadBlock(block);
        var at = (int)(position % Block);
        var available = (int)Math.Min(Block, length - (block * Block)) - at;
        var count = Math.Min(buffer.Length, available);
        plain.AsSpan(at, count).CopyTo(buffer);
        position += count;
        return count;
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            var at = (int)(position % Block);
            // The last block is written on closing, and it is known only then which is the last.
            if (at == 0 && position > 0)
                WriteBlock((position / Block) - 1, Block, isLast: false);
            var count = Math.Min(buffer.Length, Block - at);
            buffer[..count].CopyTo(plain.AsSpan(at));
            position += count;
            buffer = buffer[count..];
        }
    }

    public override long Seek(long offset, SeekOrigin origin)
    {
        position = origin switch
        {
            SeekOrigin.Begin => offset,
            SeekOrigin.Current => position + offset,
            _ => length + offset,
        };
        ArgumentOutOfRangeException.ThrowIfNegative(position, nameof(offset));
        return position;
    }

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !closed)
        {
            closed = true;
            if (writing)
            {
                var last = position == 0 ? 0 : (position - 1) / Block;
                WriteBlock(last, (int)(position - (last * Block)), isLast: true);
                file.Flush(flushToDisk: true);
            }
            file.Dispose();
            aes.Dispose();
        }
        base.Dispose(disposing);
    }

    private void ReadBlock(long block)
    {
        var count = (int)Math.Min(Block, length - (block * Block));
        file.Position = HeadBytes + (block * (Block + TagBytes));
        file.ReadExactly(cipher.AsSpan(0, count + TagBytes));
        var isLast = (block * Block) + count == length;
        blockRead = -1;
        aes.Decrypt(
            Nonce(block, isLast),
            cipher.AsSpan(0, count),
            cipher.AsSpan(count, TagBytes),
            plain.AsSpan(0, count)
        );
        blockRead = block;
    }

    private void WriteBlock(long block, int count, bool isLast)
    {
        aes.Encrypt(
            Nonce(block, isLast),
            plain.AsSpan(0, count),
            cipher.AsSpan(0, count),
            cipher.AsSpan(count, TagBytes)
        );
        file.Write(cipher.AsSpan(0, count + TagBytes));
    }

    private static byte[] Nonce(long block, bool isLast)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteInt64BigEndian(nonce, block);
        nonce[11] = isLast ? (byte)1 : (byte)0;
        return nonce;
    }
}
