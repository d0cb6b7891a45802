using System.Security.Cryptography;

namespace Gulou.Storage.Keys;

/// <summary>
/// The file that holds the master key: outside the database and its backups, readable by its owner alone (0600).
/// </summary>
public static class KeyFile
{
    /// <summary>Reads the key, or makes one when the file does not exist.</summary>
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
            Make(path);
            made = true;
        }
        if (
            !OperatingSystem.IsWindows()
            && (File.GetUnixFileMode(path) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != 0
        )
            throw new KeyFileException(KeyFault.OpenToOthers, path);
        var text = File.ReadAllText(path).Trim();
        var key = new byte[32];
        if (!Convert.TryFromBase64String(text, key, out var length) || length != 32)
            throw new KeyFileException(KeyFault.Damaged, path);
        return new Vault(key);
    }

    private static void Make(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
        file.Write(
            System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) + "\n")
        );
        file.Flush(flushToDisk: true);
    }
}

/// <summary>What is wrong with a key file.</summary>
public enum KeyFault
{
    Missing,
    OpenToOthers,
    Damaged,
}

/// <summary>The key file cannot be used.</summary>
public sealed class KeyFileException(KeyFault fault, string path) : Exception($"key file {path}: {fault}")
{
    public KeyFault Fault => fault;
    public string Path => path;
}
