namespace Gulou.Storage.Backups;

/// <summary>Why a backup or a restore cannot go on.</summary>
public enum BackupFault
{
    /// <summary>The backup's place is taken.</summary>
    TargetExists,

    /// <summary>Not a backup's folder, or its manifest is damaged.</summary>
    NoManifest,

    /// <summary>Made by a newer program.</summary>
    OtherFormat,

    /// <summary>A file is gone or not as it was written.</summary>
    Damaged,

    /// <summary>A backup of SQLite for PostgreSQL, or the reverse.</summary>
    OtherEngine,

    /// <summary>There is a database where the backup is to be restored to.</summary>
    DatabaseNotEmpty,

    /// <summary>What was restored is not what the manifest says.</summary>
    NotAsBefore,

    /// <summary>PostgreSQL's own programs are not installed.</summary>
    ToolMissing,

    /// <summary>PostgreSQL's own program failed.</summary>
    ToolFailed,
}

/// <summary>A backup or a restore that cannot go on; nothing of value was changed.</summary>
/// <param name="fault">Why.</param>
/// <param name="thing">The file, folder or program it is about.</param>
public sealed class BackupException(BackupFault fault, string thing) : Exception($"{fault}: {thing}")
{
    public BackupFault Fault => fault;

    public string Thing => thing;
}

/// <summary>How far a backup or a restore has come.</summary>
/// <param name="Name">The step, as a stable word.</param>
/// <param name="Done">Of <paramref name="All"/>; 0 where it cannot be told.</param>
/// <param name="All">0 where it cannot be told.</param>
public readonly record struct BackupStep(string Name, long Done, long All);
