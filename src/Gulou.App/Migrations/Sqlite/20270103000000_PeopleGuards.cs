using Gulou.Storage;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Sqlite;

/// <summary>Acts and events of people are never changed or deleted.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20270103000000_PeopleGuards")]
public sealed class PeopleGuards : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Ddl.Read("Sqlite/005-people-guards.sql"));
}
