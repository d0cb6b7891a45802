using Gulou.Storage;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Sqlite;

/// <summary>The ledger's and the audit's tables, by hand.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20260101000000_Ledger")]
public sealed class Ledger : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Ddl.Read("Sqlite/001-ledger.sql"));
}
