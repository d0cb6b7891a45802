using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Gulou.Storage.Watch;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Gulou.Storage.Postgres;

/// <summary>A PostgreSQL 15+ database; several processes may share it.</summary>
public sealed class PostgresDatabase : Database
{
    /// <summary>Names the advisory locks of jobs ("Gjob" in ASCII).</summary>
    private const int JobLocks = 0x476a6f62;

    private readonly DbContextOptions options;
    private readonly QueryWatch watch;
    private readonly string name;
    private readonly string connectionString;

    public PostgresDatabase(string db, IReadOnlyList<ModelPart> parts, string? attachments = null)
        : base(parts, attachments)
    {
        var to = new NpgsqlConnectionStringBuilder(db);
        // The writers' statements are few and always the same: each connection prepares them once.
        if (to.MaxAutoPrepare == 0)
            (to.MaxAutoPrepare, to.AutoPrepareMinUsages) = (64, 2);
        name = to.Database ?? "";
        connectionString = to.ToString();
        Source = NpgsqlDataSource.Create(to);
        watch = new QueryWatch(Signals, "postgresql");
        Signals.Size = MeasureSize;
        options = new DbContextOptionsBuilder<PostgresDb>()
            .UseNpgsql(Source, postgres => postgres.MigrationsAssembly(Sqlite.SqliteDatabase.MigrationsAssembly))
            .ConfigureWarnings(TrustTheMigrations)
            .AddInterceptors(watch)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking)
            .Options;
    }

    internal NpgsqlDataSource Source { get; }

    public override string Description
    {
        get
        {
            var to = new NpgsqlConnectionStringBuilder(Source.ConnectionString);
            return $"PostgreSQL {to.Host}:{to.Port}/{to.Database}";
        }
    }

    protected override string UsualAttachments =>
        Path.Combine(
            Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData),
            "gulou",
            name + ".files"
        );

    public override string Engine => "postgres";

    internal override string CopyName => "database.dump";

    internal override async Task CopyAsync(
        Snapshot snapshot,
        string file,
        Action<long, long> progress,
        CancellationToken cancellation
    )
    {
        progress(0, 0);
        string[] options = ["--format=custom", "--no-owner", "--no-privileges"];
        await PostgresTools.RunAsync(
            "pg_dump",
            connectionString,
            [.. options, $"--snapshot={snapshot.Name}", $"--file={file}"],
            cancellation
        );
        Disk.FlushFile(file);
    }

    internal override async Task<bool> IsEmptyAsync(CancellationToken cancellation)
    {
        await using var tables = Source.CreateCommand(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        );
        return (long)(await tables.ExecuteScalarAsync(cancellation))! == 0 && !Path.Exists(AttachmentsFolder);
    }

    internal override Task LoadCopyAsync(string file, CancellationToken cancellation) =>
        PostgresTools.RunAsync(
            "pg_restore",
            connectionString,
            ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", $"--dbname={name}", file],
            cancellation
        );

    internal override int Writers => 2;

    public override GulouDb NewContext() => new PostgresDb(options, Parts);

    internal override async Task LearnAsync(IReadOnlyList<string> tables, CancellationToken cancellation)
    {
        await using var analyze = Source.CreateCommand($"ANALYZE {string.Join(", ", tables)}");
        await analyze.ExecuteNonQueryAsync(cancellation);
    }

    internal override Writer NewWriter() => new PostgresWriter(this);

    /// <summary>The whole dump is read and written nowhere; only a restore can verify what it says.</summary>
    internal override async Task<VerifyReport?> VerifyCopyAsync(
        string file,
        string files,
        CancellationToken cancellation
    )
    {
        await PostgresTools.RunAsync("pg_restore", connectionString, ["--file=/dev/null", file], cancellation);
        return null;
    }

    /// <summary>A context on a writer's own connection, inside its transaction.</summary>
    internal GulouDb NewContext(NpgsqlTransaction transaction)
    {
        var own = new DbContextOptionsBuilder<PostgresDb>()
            .UseNpgsql(transaction.Connection!)
            .AddInterceptors(watch)
            .Options;
        var db = new PostgresDb(own, Parts);
        db.Database.UseTransaction(transaction);
        return db;
    }

    public override ValueTask DisposeAsync()
    {
        Signals.Dispose();
        return Source.DisposeAsync();
    }

    /// <summary>
    /// An advisory lock of a transaction: it holds no rows, works behind a proxy that pools transactions, and ends with
    /// the connection.
    /// </summary>
    public override async Task<IAsyncDisposable?> TakeTurnAsync(string job, CancellationToken cancellation = default)
    {
        var connection = await Source.OpenConnectionAsync(cancellation);
        try
        {
            // Ended by the connection's going back to its pool.
            await connection.BeginTransactionAsync(cancellation);
            await using var take = new NpgsqlCommand("SELECT pg_try_advisory_xact_lock($1, hashtext($2))", connection);
            take.Parameters.Add(new NpgsqlParameter { Value = JobLocks });
            take.Parameters.Add(new NpgsqlParameter { Value = job });
            if ((bool)(await take.ExecuteScalarAsync(cancellation))!)
                return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Asked of the server; a measurement must not fail when the server is away.</summary>
    private long MeasureSize()
    {
        try
        {
            using var command = Source.CreateCommand("SELECT pg_database_size(current_database())");
            return (long)command.ExecuteScalar()!;
        }
        catch (NpgsqlException)
        {
            // Whoever watches sees a size of nothing, and the readiness check says why.
            return 0;
        }
    }
}

/// <summary>The model on PostgreSQL.</summary>
public sealed class PostgresDb(DbContextOptions options, IReadOnlyList<ModelPart> parts) : GulouDb(options, parts)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        base.ConfigureConventions(configurationBuilder);
        configurationBuilder.Properties<ClientId>().HaveConversion<ClientIdConverter>();
    }

    private sealed class ClientIdConverter() : ValueConverter<ClientId, Guid>(id => id.Value, v => new ClientId(v));
}
