using Gulou.Storage;
using Gulou.Storage.Sqlite;

namespace Gulou.App.Doctor;

/// <summary>Room, and whether what is written stays, where the program writes.</summary>
internal static class DiskCheck
{
    private const long Megabyte = 1024 * 1024;

    /// <summary>Below this a busy day may fill it.</summary>
    private const long Least = 200;

    private const long Good = 2048;

    public static void Run(Database database, List<Finding> findings)
    {
        if (database is SqliteDatabase { File: var file })
            Look(Path.GetDirectoryName(file)!, "database", findings);
        Look(database.AttachmentsFolder, "attachments", findings);
        Look(Path.GetTempPath(), "temporary", findings);
    }

    private static void Look(string folder, string what, List<Finding> findings)
    {
        // A folder that is made with its first file is as good as the one it will be made in.
        var there = Path.GetFullPath(folder);
        while (!Directory.Exists(there))
            there = Path.GetDirectoryName(there)!;
        if (Write(there) is { } fault)
        {
            findings.Add(Finding.Fault($"disk-{what}-unwritable", there, fault));
            return;
        }
        var free = new DriveInfo(there).AvailableFreeSpace / Megabyte;
        findings.Add(
            free < Least ? Finding.Fault($"disk-{what}-full", there, free)
            : free < Good ? Finding.Warning($"disk-{what}-full", there, free)
            : Finding.Ok($"disk-{what}-fine", there, free)
        );
    }

    /// <summary>Writes a little through to the disk; gives what was wrong.</summary>
    private static string? Write(string folder)
    {
        var file = Path.Combine(folder, $".gulou-doctor-{Guid.NewGuid():N}");
        try
        {
            using var stream = new FileStream(
                file,
                new FileStreamOptions
                {
                    Mode = FileMode.CreateNew,
                    Access = FileAccess.Write,
                    Options = FileOptions.DeleteOnClose,
                }
            );
            stream.Write("drum"u8);
            stream.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }
}
