using System.Runtime.InteropServices;

namespace Gulou.Storage;

/// <summary>
/// What .NET has no call for: flushing a directory, so that a new name in it survives a power cut; a second name for
/// the same file.
/// </summary>
internal static partial class Disk
{
    private const int ReadOnly = 0;

    /// <summary>Does nothing on Windows, which has no such call and keeps names in its file system's journal.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
            return;
        var handle = OpenFile(path, ReadOnly);
        if (handle < 0)
            throw new IOException($"cannot open the directory {path}: error {Marshal.GetLastPInvokeError()}");
        try
        {
            if (Sync(handle) != 0)
                throw new IOException($"cannot flush the directory {path}: error {Marshal.GetLastPInvokeError()}");
        }
        finally
        {
            _ = Close(handle);
        }
    }

    /// <summary>Flushes a file that was written and closed.</summary>
    public static void FlushFile(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }

    /// <summary>Gives a file a second name on the same disk; false where that cannot be.</summary>
    public static bool TryLink(string file, string name) => !OperatingSystem.IsWindows() && Link(file, name) == 0;

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string file, string name);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenFile(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
