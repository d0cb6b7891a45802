using Gulou.Storage;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Sqlite;

/// <summary>Periods of the ledger, by hand.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20260102000000_Periods")]
public sealed class Periods : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Ddl.Read("Sqlite/002-periods.sql"));
}
