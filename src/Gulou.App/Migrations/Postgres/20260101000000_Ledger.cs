using Gulou.Storage;
using Gulou.Storage.Postgres;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Postgres;

/// <summary>The ledger's and the audit's tables, by hand.</summary>
[DbContext(typeof(PostgresDb))]
[Migration("20260101000000_Ledger")]
public sealed class Ledger : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Ddl.Read("Postgres/001-ledger.sql"));
}
