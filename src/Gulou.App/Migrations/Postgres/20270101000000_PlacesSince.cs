using Gulou.Storage.Postgres;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gulou.App.Migrations.Postgres;

/// <summary>Places that stood before their past was kept are as they are since their first day.</summary>
[DbContext(typeof(PostgresDb))]
[Migration("20270101000000_PlacesSince")]
public sealed class PlacesSince : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in (string[])["division", "grid"])
            migrationBuilder.Sql($"UPDATE {table} SET since = \"from\" WHERE since = 0");
    }
}
