using Gulou.Storage;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Sqlite;

/// <summary>A case's log stays as it was written, by hand.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20270103000000_CaseLog")]
public sealed class CaseLog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Ddl.Read("Sqlite/006-cases.sql"));
    }
}
