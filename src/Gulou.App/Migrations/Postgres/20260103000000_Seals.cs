using Gulou.Storage;
using Gulou.Storage.Postgres;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Postgres;

/// <summary>Seals over the audit's chains, by hand.</summary>
[DbContext(typeof(PostgresDb))]
[Migration("20260103000000_Seals")]
public sealed class Seals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Ddl.Read("Postgres/003-seals.sql"));
}
