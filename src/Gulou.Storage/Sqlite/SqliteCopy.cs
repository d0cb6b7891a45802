using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Gulou.Storage.Sqlite;

/// <summary>
/// Copies a database by SQLite's own backup interface, page by page, from the moment that the connection's open
/// transaction sees; others write meanwhile.
/// </summary>
internal static class SqliteCopy
{
    private const int PagesAtOnce = 4096;

    public static void Run(
        SqliteConnection from,
        string file,
        Action<long, long> progress,
        CancellationToken cancellation
    )
    {
        var path = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString();
        using (var to = new SqliteConnection(path))
        {
            to.Open();
            Copy(from, to, progress, cancellation);
            // One file, without a log beside it.
            using var single = to.CreateCommand();
            single.CommandText = "PRAGMA journal_mode = DELETE";
            single.ExecuteNonQuery();
        }
        Disk.FlushFile(file);
    }

    private static void Copy(
        SqliteConnection from,
        SqliteConnection to,
        Action<long, long> progress,
        CancellationToken cancellation
    )
    {
        using var backup = raw.sqlite3_backup_init(to.Handle, "main", from.Handle, "main");
        if (backup.IsInvalid)
            SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(to.Handle), to.Handle);
        int result;
        do
        {
            cancellation.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesAtOnce);
            var all = raw.sqlite3_backup_pagecount(backup);
            progress(all - raw.sqlite3_backup_remaining(backup), all);
        } while (result == raw.SQLITE_OK);
        if (result != raw.SQLITE_DONE)
            SqliteException.ThrowExceptionForRC(result, to.Handle);
    }
}
