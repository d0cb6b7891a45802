using Gulou.Storage;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Sqlite;

/// <summary>Seals over the audit's chains, by hand.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20260103000000_Seals")]
public sealed class Seals : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Ddl.Read("Sqlite/003-seals.sql"));
}
