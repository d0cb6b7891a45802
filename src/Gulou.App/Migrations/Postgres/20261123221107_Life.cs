using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gulou.App.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Life : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "act",
                table: "person_event",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<int>(
                name: "change",
                table: "person_event",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "fields",
                table: "person_event",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "late",
                table: "person_event",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "undoes",
                table: "person_event",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ended_by",
                table: "person",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "successor_cell",
                table: "person",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "successor_id",
                table: "person",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "successor_id",
                table: "household",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "act",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    recorded_by = table.Column<long>(type: "bigint", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    scope = table.Column<long>(type: "bigint", nullable: false),
                    note = table.Column<string>(type: "text", nullable: false),
                    entry = table.Column<Guid>(type: "uuid", nullable: true),
                    other_cell = table.Column<int>(type: "integer", nullable: true),
                    other_act = table.Column<long>(type: "bigint", nullable: true),
                    taken_over = table.Column<bool>(type: "boolean", nullable: false),
                    undoes = table.Column<long>(type: "bigint", nullable: true),
                    undone_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_act", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "different_people",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    other_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_different_people", x => new { x.cell, x.person_id, x.other_id });
                });

            migrationBuilder.CreateTable(
                name: "household_event",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    act = table.Column<long>(type: "bigint", nullable: false),
                    household_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<long>(type: "bigint", nullable: false),
                    late = table.Column<bool>(type: "boolean", nullable: false),
                    change = table.Column<int>(type: "integer", nullable: false),
                    undoes = table.Column<long>(type: "bigint", nullable: true),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    scope = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_household_event", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_household_event_household_cell_household_id",
                        columns: x => new { x.cell, x.household_id },
                        principalTable: "household",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "population_count",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    scope = table.Column<long>(type: "bigint", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    late = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_population_count", x => new { x.cell, x.place_id, x.month, x.kind });
                });

            migrationBuilder.CreateTable(
                name: "record_version",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    act = table.Column<long>(type: "bigint", nullable: false),
                    subject = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_record_version", x => new { x.cell, x.act, x.subject });
                });

            migrationBuilder.CreateIndex(
                name: "IX_person_event_cell_act",
                table: "person_event",
                columns: new[] { "cell", "act" });

            migrationBuilder.CreateIndex(
                name: "IX_person_event_cell_household_id",
                table: "person_event",
                columns: new[] { "cell", "household_id" });

            migrationBuilder.CreateIndex(
                name: "IX_person_event_scope_on_id",
                table: "person_event",
                columns: new[] { "scope", "on", "id" });

            migrationBuilder.CreateIndex(
                name: "person_unnumbered",
                table: "person",
                column: "scope",
                filter: "id_hash IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_act_scope_id",
                table: "act",
                columns: new[] { "scope", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_household_event_cell_act",
                table: "household_event",
                columns: new[] { "cell", "act" });

            migrationBuilder.CreateIndex(
                name: "IX_household_event_cell_household_id",
                table: "household_event",
                columns: new[] { "cell", "household_id" });

            migrationBuilder.CreateIndex(
                name: "IX_household_event_scope_on_id",
                table: "household_event",
                columns: new[] { "scope", "on", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_population_count_month_scope",
                table: "population_count",
                columns: new[] { "month", "scope" });

            migrationBuilder.CreateIndex(
                name: "IX_population_count_scope_month",
                table: "population_count",
                columns: new[] { "scope", "month" });

            migrationBuilder.CreateIndex(
                name: "IX_record_version_cell_subject",
                table: "record_version",
                columns: new[] { "cell", "subject" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "act");

            migrationBuilder.DropTable(
                name: "different_people");

            migrationBuilder.DropTable(
                name: "household_event");

            migrationBuilder.DropTable(
                name: "population_count");

            migrationBuilder.DropTable(
                name: "record_version");

            migrationBuilder.DropIndex(
                name: "IX_person_event_cell_act",
                table: "person_event");

            migrationBuilder.DropIndex(
                name: "IX_person_event_cell_household_id",
                table: "person_event");

            migrationBuilder.DropIndex(
                name: "IX_person_event_scope_on_id",
                table: "person_event");

            migrationBuilder.DropIndex(
                name: "person_unnumbered",
                table: "person");

            migrationBuilder.DropColumn(
                name: "act",
                table: "person_event");

            migrationBuilder.DropColumn(
                name: "change",
                table: "person_event");

            migrationBuilder.DropColumn(
                name: "fields",
                table: "person_event");

            migrationBuilder.DropColumn(
                name: "late",
                table: "person_event");

            migrationBuilder.DropColumn(
                name: "undoes",
                table: "person_event");

            migrationBuilder.DropColumn(
                name: "ended_by",
                table: "person");

            migrationBuilder.DropColumn(
                name: "successor_cell",
                table: "person");

            migrationBuilder.DropColumn(
                name: "successor_id",
                table: "person");

            migrationBuilder.DropColumn(
                name: "successor_id",
                table: "household");
        }
    }
}
