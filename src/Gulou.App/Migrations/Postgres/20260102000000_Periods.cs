using Gulou.Storage;
using Gulou.Storage.Postgres;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Postgres;

/// <summary>Periods of the ledger, by hand.</summary>
[DbContext(typeof(PostgresDb))]
[Migration("20260102000000_Periods")]
public sealed class Periods : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Ddl.Read("Postgres/002-periods.sql"));
}
