namespace Gulou.Storage;

/// <summary>
/// Keeps a second program from working on the same embedded database: an open file beside it that the system closes
/// with the program, however it ends. Verification and backup only read and need no lock. PostgreSQL is made for
/// several.
/// </summary>
public sealed class DatabaseLock : IDisposable
{
    private readonly FileStream? file;

    private DatabaseLock(FileStream? file) => this.file = file;

    /// <summary>Takes the lock; null when another program has it.</summary>
    public static DatabaseLock? TryTake(Database database)
    {
        if (database is not Sqlite.SqliteDatabase { File: var path })
            return new DatabaseLock(null);
        try
        {
            return new DatabaseLock(
                new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None)
            );
        }
        catch (IOException problem) when (IsTaken(problem))
        {
            return null;
        }
    }

    public void Dispose() => file?.Dispose();

    /// <summary>EWOULDBLOCK of flock, or Windows' sharing violation.</summary>
    private static bool IsTaken(IOException problem) =>
        OperatingSystem.IsWindows() ? (problem.HResult & 0xffff) == 32 : problem.HResult is 11 or 35;
}
