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

    public PostgresDatabase(string db, IReadOnlyList<ModelPart> parts)
        : base(parts)
    {
        var to = new NpgsqlConnectionStringBuilder(db);
        // The writers' statements are few and always the same: each connection prepares them once.
        if (to.MaxAutoPrepare == 0)
            (to.MaxAutoPrepare, to.AutoPrepareMinUsages) = (64, 2);
        name = to.Database ?? "";
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

    internal override int Writers => 2;

    public override GulouDb NewContext() => new PostgresDb(options, Parts);

    internal override Writer NewWriter() => new PostgresWriter(this);

    internal override Task<bool> TryBeAloneAsync(GulouDb db, AloneWith work, CancellationToken cancellation) =>
        db
            .Database.SqlQuery<bool>($"SELECT pg_try_advisory_xact_lock({WorkLocks}, {(int)work}) AS \"Value\"")
            .SingleAsync(cancellation);

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
