using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.Watch;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Gulou.Storage.Sqlite;

/// <summary>
/// One file beside a folder of attachments; write-ahead log, every commit on the disk before it is answered.
/// </summary>
public sealed class SqliteDatabase : Database
{
    private readonly DbContextOptions options;
    private readonly QueryWatch watch;

    public SqliteDatabase(string file, IReadOnlyList<ModelPart> parts, string? attachments = null)
        : base(parts, attachments)
    {
        File = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        ConnectionString = new SqliteConnectionStringBuilder
        {
            DataSource = File,
            ForeignKeys = true,
            DefaultTimeout = BusySeconds,
        }.ToString();
        watch = new QueryWatch(Signals, "sqlite");
        Signals.Size = () => Length(File) + Length(File + "-wal");
        options = new DbContextOptionsBuilder<SqliteDb>()
            .UseSqlite(ConnectionString, sqlite => sqlite.MigrationsAssembly(MigrationsAssembly))
            .ConfigureWarnings(TrustTheMigrations)
            .AddInterceptors(watch)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;
    }

    internal const string MigrationsAssembly = "gulou";

    /// <summary>How long a locked file is waited for before that is said.</summary>
    private const int BusySeconds = 10;

    public string File { get; }

    /// <summary>For tests: as if the disk had room for so many pages and no more.</summary>
    internal int? MostPages { get; set; }

    internal string ConnectionString { get; }

    public override string Description => $"SQLite {File}";

    public override string Engine => "sqlite";

    internal override string CopyName => "database.sqlite";

    internal override Task CopyAsync(
        Snapshot snapshot,
        string file,
        Action<long, long> progress,
        CancellationToken cancellation
    ) =>
        Task.Run(
            () => SqliteCopy.Run((SqliteConnection)snapshot.Connection, file, progress, cancellation),
            cancellation
        );

    internal override Task<bool> IsEmptyAsync(CancellationToken cancellation) =>
        Task.FromResult(!Path.Exists(File) && !Path.Exists(AttachmentsFolder));

    /// <summary>Under another name, flushed, renamed.</summary>
    internal override Task LoadCopyAsync(string file, CancellationToken cancellation)
    {
        var half = $"{File}.{Guid.NewGuid():N}.tmp";
        try
        {
            System.IO.File.Copy(file, half);
            Disk.FlushFile(half);
            System.IO.File.Move(half, File);
            Disk.FlushDirectory(Path.GetDirectoryName(File)!);
        }
        finally
        {
            System.IO.File.Delete(half);
        }
        return Task.CompletedTask;
    }

    protected override string UsualAttachments => File + ".files";

    internal override int Writers => 1;

    public override GulouDb NewContext() => new SqliteDb(options, Parts);

    internal override Writer NewWriter() => new SqliteWriter(this);

    internal override async Task<VerifyReport?> VerifyCopyAsync(
        string file,
        string files,
        CancellationToken cancellation
    )
    {
        await using var copy = new SqliteDatabase(file, Parts, files);
        return await Verification.Verify(copy, cancellation: cancellation);
    }

    /// <summary>
    /// Settings of a writing connection: every commit reaches the disk, and replacing fires triggers.
    /// </summary>
    internal static void Prepare(SqliteConnection connection)
    {
        using var setup = connection.CreateCommand();
        setup.CommandText = """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA recursive_triggers = ON;
            PRAGMA busy_timeout = 10000;
            PRAGMA cache_size = -65536;
            """;
        setup.ExecuteNonQuery();
    }

    internal static void Limit(SqliteConnection connection, int pages)
    {
        using var limit = connection.CreateCommand();
        limit.CommandText = $"PRAGMA max_page_count = {pages}";
        limit.ExecuteNonQuery();
    }

    /// <summary>A context on the writer's own connection, inside its transaction.</summary>
    internal GulouDb NewContext(SqliteConnection connection, SqliteTransaction transaction)
    {
        var own = new DbContextOptionsBuilder<SqliteDb>()
            .UseSqlite(connection, sqlite => sqlite.MigrationsAssembly(MigrationsAssembly))
            .AddInterceptors(watch)
            .Options;
        var db = new SqliteDb(own, Parts);
        db.Database.UseTransaction(transaction);
        return db;
    }

    public override ValueTask DisposeAsync()
    {
        using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
        Signals.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// A file is served by one process. Should two run a job at once, their commands' ids let each thing happen once.
    /// </summary>
    public override Task<IAsyncDisposable?> TakeTurnAsync(string job, CancellationToken cancellation = default) =>
        Task.FromResult<IAsyncDisposable?>(new Turn());

    private sealed class Turn : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private static long Length(string file) => new FileInfo(file) is { Exists: true } found ? found.Length : 0;
}

/// <summary>The model on SQLite.</summary>
public sealed class SqliteDb(DbContextOptions options, IReadOnlyList<ModelPart> parts) : GulouDb(options, parts)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<ClientId>().HaveConversion<ClientIdConverter>();
    }

    private sealed class ClientIdConverter()
        : ValueConverter<ClientId, byte[]>(id => ToBytes(id), bytes => ClientId.FromBytes(bytes));

    internal static byte[] ToBytes(ClientId id)
    {
        var bytes = new byte[16];
        id.ToBytes(bytes);
        return bytes;
    }
}
