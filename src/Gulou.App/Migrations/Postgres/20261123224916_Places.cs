using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gulou.App.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Places : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "since",
                table: "grid",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "since",
                table: "division",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "division_import",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    scheme = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    table = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_division_import", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "division_question",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    import_id = table.Column<long>(type: "bigint", nullable: false),
                    scope = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<int>(type: "integer", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: true),
                    place_name = table.Column<string>(type: "text", nullable: false),
                    place_code = table.Column<string>(type: "text", nullable: false),
                    row_code = table.Column<string>(type: "text", nullable: false),
                    row_name = table.Column<string>(type: "text", nullable: false),
                    signs = table.Column<string>(type: "text", nullable: false),
                    replies = table.Column<string>(type: "text", nullable: false),
                    candidates = table.Column<string>(type: "text", nullable: false),
                    reply = table.Column<int>(type: "integer", nullable: true),
                    target = table.Column<string>(type: "text", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false),
                    on = table.Column<int>(type: "integer", nullable: true),
                    answered_by = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_division_question", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "place_event",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    on = table.Column<int>(type: "integer", nullable: false),
                    document = table.Column<string>(type: "text", nullable: false),
                    other_id = table.Column<long>(type: "bigint", nullable: true),
                    before = table.Column<string>(type: "text", nullable: false),
                    after = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_place_event", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "place_past",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    to = table.Column<int>(type: "integer", nullable: false),
                    key = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<int>(type: "integer", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    short_name = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_place_past", x => new { x.cell, x.place_id, x.to, x.key });
                });

            migrationBuilder.CreateIndex(
                name: "IX_division_question_scope_id",
                table: "division_question",
                columns: new[] { "scope", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_place_event_cell_place_id",
                table: "place_event",
                columns: new[] { "cell", "place_id" });

            migrationBuilder.CreateIndex(
                name: "IX_place_past_key",
                table: "place_past",
                column: "key");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "division_import");

            migrationBuilder.DropTable(
                name: "division_question");

            migrationBuilder.DropTable(
                name: "place_event");

            migrationBuilder.DropTable(
                name: "place_past");

            migrationBuilder.DropColumn(
                name: "since",
                table: "grid");

            migrationBuilder.DropColumn(
                name: "since",
                table: "division");
        }
    }
}
