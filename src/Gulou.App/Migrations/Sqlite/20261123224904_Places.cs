using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gulou.App.Migrations.Sqlite
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
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "since",
                table: "division",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "division_import",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    year = table.Column<int>(type: "INTEGER", nullable: false),
                    scheme = table.Column<int>(type: "INTEGER", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    table = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_division_import", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "division_question",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    import_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    type = table.Column<int>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: true),
                    place_name = table.Column<string>(type: "TEXT", nullable: false),
                    place_code = table.Column<string>(type: "TEXT", nullable: false),
                    row_code = table.Column<string>(type: "TEXT", nullable: false),
                    row_name = table.Column<string>(type: "TEXT", nullable: false),
                    signs = table.Column<string>(type: "TEXT", nullable: false),
                    replies = table.Column<string>(type: "TEXT", nullable: false),
                    candidates = table.Column<string>(type: "TEXT", nullable: false),
                    reply = table.Column<int>(type: "INTEGER", nullable: true),
                    target = table.Column<string>(type: "TEXT", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    on = table.Column<int>(type: "INTEGER", nullable: true),
                    answered_by = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_division_question", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "place_event",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    on = table.Column<int>(type: "INTEGER", nullable: false),
                    document = table.Column<string>(type: "TEXT", nullable: false),
                    other_id = table.Column<long>(type: "INTEGER", nullable: true),
                    before = table.Column<string>(type: "TEXT", nullable: false),
                    after = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_place_event", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "place_past",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: false),
                    key = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    short_name = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false)
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
