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
    private readonly DbContextOptions options;

    public PostgresDatabase(string db, IReadOnlyList<ModelPart> parts)
        : base(parts)
    {
        Source = NpgsqlDataSource.Create(db);
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

    public override string AttachmentsFolder => throw new NotImplementedException();

    internal override IReadOnlyList<int> Lanes => [1, 2];

    public override GulouDb NewContext() => new PostgresDb(options, Parts);

    internal override Writer NewWriter(int lane) => throw new NotImplementedException();

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
