using Gulou.Storage;
using Gulou.Storage.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Sqlite;

/// <summary>People and households from before head counts were kept. Its number stands behind all that it needs.</summary>
[DbContext(typeof(SqliteDb))]
[Migration("20270101000000_OlderPeople")]
public sealed class OlderPeople : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(Ddl.Read("Model/004-older-people.sql"));
}
