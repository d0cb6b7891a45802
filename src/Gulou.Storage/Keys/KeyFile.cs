using System.Globalization;
using System.Security.Cryptography;
using Gulou.Kernel.Values;

namespace Gulou.Storage.Keys;

/// <summary>
/// The file that holds the master keys: outside the database and its backups, readable by its owner alone (0600). A
/// line is a key: its number, 32 bytes in base64, and for all but the first from when on it writes.
/// </summary>
public static class KeyFile
{
    /// <summary>Reads the keys, or makes the first when the file does not exist.</summary>
    /// <param name="path">Where.</param>
    /// <param name="mayMake">Whether a missing file may be made: never for a database that already holds sealed
    /// data.</param>
    /// <param name="made">True when a new key was made and the operator must be told to save it.</param>
    /// <exception cref="KeyFileException">The file is missing, damaged, or open to others.</exception>
    public static Vault Load(string path, bool mayMake, out bool made)
    {
        made = false;
        if (!File.Exists(path))
        {
            if (!mayMake)
                throw new KeyFileException(KeyFault.Missing, path);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            Write(path, [NewKey(1, default)]);
            made = true;
        }
        var read = File.GetLastWriteTimeUtc(path);
        return new Vault(Read(path), Changed, TimeProvider.System);

        IReadOnlyList<MasterKey>? Changed()
        {
            var written = File.GetLastWriteTimeUtc(path);
            if (written == read)
                return null;
            var keys = Read(path);
            read = written;
            return keys;
        }
    }

    /// <summary>The keys in the file, oldest first.</summary>
    /// <exception cref="KeyFileException">The file is missing, damaged, or open to others.</exception>
    public static IReadOnlyList<MasterKey> Read(string path)
    {
        if (!File.Exists(path))
            throw new KeyFileException(KeyFault.Missing, path);
        if (
            !OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0
        )
            throw new KeyFileException(KeyFault.OpenToOthers, path);
        var keys = File.ReadAllLines(path).Where(line => line.Length > 0).Select(ReadLine).ToList();
        if (keys.Count == 0 || keys.Contains(null) || keys.Select(k => k!.Version).Distinct().Count() < keys.Count)
            throw new KeyFileException(KeyFault.Damaged, path);
        return [.. keys.Select(k => k!).OrderBy(k => k.Version)];
    }

    /// <summary>Adds a key that writes from a time on; programs that run read the file again within seconds.</summary>
    /// <exception cref="KeyFileException">As for <see cref="Read"/>; or all 255 numbers were given.</exception>
    public static MasterKey Add(string path, Instant from)
    {
        var keys = Read(path);
        if (keys[^1].Version == byte.MaxValue)
            throw new KeyFileException(KeyFault.Full, path);
        var added = NewKey((byte)(keys[^1].Version + 1), from);
        Write(path, [.. keys, added]);
        return added;
    }

    /// <summary>Takes keys out; what was made with them can never be read again.</summary>
    public static void Remove(string path, IReadOnlyCollection<byte> versions) =>
        Write(path, [.. Read(path).Where(k => !versions.Contains(k.Version))]);

    private static MasterKey NewKey(byte version, Instant from) =>
        new(version, RandomNumberGenerator.GetBytes(MasterKey.Length), from);

    private static MasterKey? ReadLine(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        // Before keys had numbers there was one, alone on its line.
        if (parts.Length == 1)
            parts = ["1", .. parts];
        var bytes = new byte[MasterKey.Length];
        var from = default(DateTimeOffset);
        return
            parts.Length is 2 or 3
            && byte.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && version > 0
            && Convert.TryFromBase64String(parts[1], bytes, out var length)
            && length == MasterKey.Length
            && (
                parts.Length == 2
                || DateTimeOffset.TryParse(parts[2], CultureInfo.InvariantCulture, DateTimeStyles.None, out from)
            )
            ? new MasterKey(version, bytes, parts.Length == 2 ? default : Instant.From(from))
            : null;
    }

    /// <summary>Written beside and put in its place at once, so that a crash leaves the old file or the new.</summary>
    private static void Write(string path, IReadOnlyList<MasterKey> keys)
    {
        var beside = path + ".new";
        File.Delete(beside);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(beside, options))
        {
            foreach (var key in keys)
            {
                var from =
                    key.From == default ? "" : $" {key.From.InShanghai.ToString("O", CultureInfo.InvariantCulture)}";
                file.Write(
                    System.Text.Encoding.ASCII.GetBytes($"{key.Version} {Convert.ToBase64String(key.Bytes)}{from}\n")
                );
            }
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
        Disk.FlushDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}

/// <summary>What is wrong with a key file.</summary>
public enum KeyFault
{
    Missing,
    OpenToOthers,
    Damaged,

    /// <summary>All numbers for keys were given.</summary>
    Full,
}

/// <summary>The key file cannot be used.</summary>
public sealed class KeyFileException(KeyFault fault, string path) : Exception($"key file {path}: {fault}")
{
    public KeyFault Fault => fault;
    public string Path => path;
}
