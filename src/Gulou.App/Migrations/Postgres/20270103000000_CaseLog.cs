using Gulou.Storage;
using Gulou.Storage.Postgres;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Postgres;

/// <summary>A case's log stays as it was written, by hand.</summary>
[DbContext(typeof(PostgresDb))]
[Migration("20270103000000_CaseLog")]
public sealed class CaseLog : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Ddl.Read("Postgres/006-cases.sql"));
    }
}
