using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gulou.App.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Accountability : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "api_token",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    appointment_id = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    person_cell = table.Column<int>(type: "integer", nullable: false),
                    label = table.Column<string>(type: "text", nullable: false),
                    secret_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    made_at = table.Column<long>(type: "bigint", nullable: false),
                    made_by = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<int>(type: "integer", nullable: false),
                    revoked_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_api_token", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_api_token_appointment_cell_appointment_id",
                        columns: x => new { x.cell, x.appointment_id },
                        principalTable: "appointment",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "closed_month",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    place = table.Column<long>(type: "bigint", nullable: false),
                    scope = table.Column<long>(type: "bigint", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: false),
                    closed_by = table.Column<long>(type: "bigint", nullable: false),
                    digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    reopened_at = table.Column<long>(type: "bigint", nullable: true),
                    reopen_reason = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_closed_month", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_api_token_cell_appointment_id",
                table: "api_token",
                columns: new[] { "cell", "appointment_id" });

            migrationBuilder.CreateIndex(
                name: "IX_closed_month_cell_place_month",
                table: "closed_month",
                columns: new[] { "cell", "place", "month" },
                unique: true,
                filter: "reopened_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_closed_month_scope_month",
                table: "closed_month",
                columns: new[] { "scope", "month" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "api_token");

            migrationBuilder.DropTable(
                name: "closed_month");
        }
    }
}
