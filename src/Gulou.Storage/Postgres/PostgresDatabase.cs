using Gulou.Kernel.Values;
using Gulou.Storage.Commands;
using Gulou.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Npgsql;

namespace Gulou.Storage.Postgres;

/// <summary>A PostgreSQL 15+ database; several processes may share it.</summary>
public sealed class PostgresDatabase : Database
{
    /// <summary>Names our advisory locks for work ("Gulw" in ASCII); which work is the second half.</summary>
    private const int WorkLocks = 0x47756c77;

    private readonly DbContextOptions options;
    private readonly string name;
    private readonly string connectionString;

    public PostgresDatabase(string db, IReadOnlyList<ModelPart> parts)
        : base(parts)
    {
        var to = new NpgsqlConnectionStringBuilder(db);
        // The writers' statements are few and always the same: each connection prepares them once.
        if (to.MaxAutoPrepare == 0)
            (to.MaxAutoPrepare, to.AutoPrepareMinUsages) = (64, 2);
        name = to.Database ?? "";
        connectionString = to.ToString();
        Source = NpgsqlDataSource.Create(to);
        options = new DbContextOptionsBuilder<PostgresDb>()
            .UseNpgsql(Source, postgres => postgres.MigrationsAssembly(Sqlite.SqliteDatabase.MigrationsAssembly))
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

    public override string AttachmentsFolder =>
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

    internal override Writer NewWriter() => new PostgresWriter(this);

    /// <summary>An advisory lock lives as long as the connection that took it.</summary>
    internal override async Task<IAsyncDisposable?> TryTakeAsync(OneAtATime work, CancellationToken cancellation)
    {
        var connection = await Source.OpenConnectionAsync(cancellation);
        await using var take = new NpgsqlCommand("SELECT pg_try_advisory_lock($1, $2)", connection);
        take.Parameters.Add(new NpgsqlParameter { Value = WorkLocks });
        take.Parameters.Add(new NpgsqlParameter { Value = (int)work });
        if ((bool)(await take.ExecuteScalarAsync(cancellation))!)
            return connection;
        await connection.DisposeAsync();
        return null;
    }

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
        var own = new DbContextOptionsBuilder<PostgresDb>().UseNpgsql(transaction.Connection!).Options;
        var db = new PostgresDb(own, Parts);
        db.Database.UseTransaction(transaction);
        return db;
    }

    public override ValueTask DisposeAsync() => Source.DisposeAsync();
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
