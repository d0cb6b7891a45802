using System.Globalization;
using Gulou.Kernel.Values;

namespace Gulou.Storage.People.Import;

/// <summary>
/// A note on the disk that the database was restored: lists are in no backup, so what was under way in it cannot go on.
/// It stays until the job has said so of each list (<see cref="BreakOffImport"/>).
/// </summary>
internal sealed class RestoreMark(string folder)
{
    private string Path => System.IO.Path.Combine(folder, "restored");

    /// <summary>When the backup was taken; null when there is nothing left to be said.</summary>
    public Instant? TakenAt =>
        File.Exists(Path)
            ? new Instant(
                long.Parse(File.ReadAllText(Path), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            )
            : null;

    /// <summary>On the disk when done.</summary>
    public void Leave(Instant takenAt)
    {
        Directory.CreateDirectory(folder);
        var beside = Path + ".new";
        File.WriteAllText(beside, takenAt.Micros.ToString(CultureInfo.InvariantCulture));
        Disk.FlushFile(beside);
        File.Move(beside, Path, overwrite: true);
        Disk.FlushDirectory(folder);
    }

    public void Forget()
    {
        File.Delete(Path);
        if (Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }
}
