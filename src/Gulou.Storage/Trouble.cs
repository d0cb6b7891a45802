using System.Net.Sockets;
using Gulou.Storage.Commands;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Gulou.Storage;

/// <summary>
/// What can be wrong with the machine below the program, so that nothing can be written or read for now.
/// </summary>
public enum TroubleKind
{
    /// <summary>No room on the disk, or a quota or the server's limit is reached.</summary>
    DiskFull,

    /// <summary>File, folder or server can be read only.</summary>
    ReadOnly,

    /// <summary>Another program holds the file.</summary>
    Locked,

    /// <summary>The server does not answer, or the file cannot be opened.</summary>
    Unreachable,

    /// <summary>The disk failed, or the file is damaged.</summary>
    Damaged,

    /// <summary>The clock cannot be right.</summary>
    Clock,
}

/// <summary>
/// Tells trouble that an operator ends (room, rights, a server, a clock) from the program's own faults. Nothing was
/// stored; once the trouble is over the same program goes on.
/// </summary>
public static class Trouble
{
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;

    /// <summary>What trouble an exception speaks of; null when of none.</summary>
    public static TroubleKind? Of(Exception? exception) =>
        exception switch
        {
            null => null,
            ClockException => TroubleKind.Clock,
            SqliteException sqlite => OfSqlite(sqlite.SqliteErrorCode),
            PostgresException postgres => OfPostgres(postgres.SqlState),
            NpgsqlException => TroubleKind.Unreachable,
            SocketException => TroubleKind.Unreachable,
            UnauthorizedAccessException => TroubleKind.ReadOnly,
            IOException { HResult: NoSpace or QuotaExceeded } => TroubleKind.DiskFull,
            IOException { HResult: ReadOnlyFileSystem } => TroubleKind.ReadOnly,
            _ => Of(exception.InnerException),
        };

    private static TroubleKind? OfSqlite(int code) =>
        code switch
        {
            SQLitePCL.raw.SQLITE_FULL => TroubleKind.DiskFull,
            SQLitePCL.raw.SQLITE_READONLY or SQLitePCL.raw.SQLITE_PERM => TroubleKind.ReadOnly,
            SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED => TroubleKind.Locked,
            SQLitePCL.raw.SQLITE_CANTOPEN => TroubleKind.Unreachable,
            SQLitePCL.raw.SQLITE_IOERR or SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB =>
                TroubleKind.Damaged,
            _ => null,
        };

    /// <summary>
    /// Classes of SQLSTATE: 53 no resources, 08 and 57P no connection, 25006 read only, 58 the system.
    /// </summary>
    private static TroubleKind? OfPostgres(string state) =>
        state switch
        {
            PostgresErrorCodes.TooManyConnections => TroubleKind.Unreachable,
            PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InsufficientPrivilege =>
                TroubleKind.ReadOnly,
            PostgresErrorCodes.LockNotAvailable => TroubleKind.Locked,
            ['5', '3', ..] => TroubleKind.DiskFull,
            ['0', '8', ..] or ['5', '7', 'P', ..] => TroubleKind.Unreachable,
            ['5', '8', ..] or ['X', 'X', ..] => TroubleKind.Damaged,
            _ => null,
        };
}
