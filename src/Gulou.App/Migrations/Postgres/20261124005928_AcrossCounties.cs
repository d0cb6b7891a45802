using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gulou.App.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class AcrossCounties : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "former_cell",
                table: "person",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "former_id",
                table: "person",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "former_cell",
                table: "household",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "former_id",
                table: "household",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "successor_cell",
                table: "household",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "area",
                table: "division_import",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "as_of",
                table: "division_import",
                type: "integer",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "former_cell",
                table: "person");

            migrationBuilder.DropColumn(
                name: "former_id",
                table: "person");

            migrationBuilder.DropColumn(
                name: "former_cell",
                table: "household");

            migrationBuilder.DropColumn(
                name: "former_id",
                table: "household");

            migrationBuilder.DropColumn(
                name: "successor_cell",
                table: "household");

            migrationBuilder.DropColumn(
                name: "area",
                table: "division_import");

            migrationBuilder.DropColumn(
                name: "as_of",
                table: "division_import");
        }
    }
}
