using Gulou.Storage;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Sqlite;

/// <summary>People registered before their events were counted and their keys numbered.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20270102000000_PeopleSince")]
public sealed class PeopleSince : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Ddl.Read("Sqlite/004-key-numbers.sql"));
        migrationBuilder.Sql(Ddl.Read("Model/004-people-since.sql"));
    }
}
