using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gulou.App.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Start : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "appointment",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    post = table.Column<string>(type: "TEXT", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: true),
                    document = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_appointment", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "division",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    short_name = table.Column<string>(type: "TEXT", nullable: false),
                    initials = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_division", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "grid",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    short_name = table.Column<string>(type: "TEXT", nullable: false),
                    initials = table.Column<string>(type: "TEXT", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_grid", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "household",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    door = table.Column<string>(type: "TEXT", nullable: false),
                    head_id = table.Column<long>(type: "INTEGER", nullable: false),
                    head_name = table.Column<string>(type: "TEXT", nullable: false),
                    members = table.Column<int>(type: "INTEGER", nullable: false),
                    card_token = table.Column<byte[]>(type: "BLOB", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_household", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "identity",
                columns: table => new
                {
                    id_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_identity", x => x.id_hash);
                });

            migrationBuilder.CreateTable(
                name: "login",
                columns: table => new
                {
                    name_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    password_hash = table.Column<string>(type: "TEXT", nullable: false),
                    failures = table.Column<int>(type: "INTEGER", nullable: false),
                    locked_until = table.Column<long>(type: "INTEGER", nullable: true),
                    stamp = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_login", x => x.name_hash);
                });

            migrationBuilder.CreateTable(
                name: "notice",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    subject = table.Column<long>(type: "INTEGER", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    until = table.Column<int>(type: "INTEGER", nullable: false),
                    content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_notice", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "place_code",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scheme = table.Column<int>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_place_code", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "remark",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    command_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_remark", x => new { x.cell, x.command_id });
                });

            migrationBuilder.CreateTable(
                name: "setting",
                columns: table => new
                {
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    value = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_setting", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "person",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    household_id = table.Column<long>(type: "INTEGER", nullable: true),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    initials = table.Column<string>(type: "TEXT", nullable: false),
                    is_male = table.Column<bool>(type: "INTEGER", nullable: true),
                    birthday = table.Column<int>(type: "INTEGER", nullable: true),
                    ethnicity = table.Column<string>(type: "TEXT", nullable: false),
                    relation = table.Column<int>(type: "INTEGER", nullable: false),
                    id_cipher = table.Column<byte[]>(type: "BLOB", nullable: true),
                    id_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    phone_cipher = table.Column<byte[]>(type: "BLOB", nullable: true),
                    phone_hash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    phone_tail = table.Column<byte[]>(type: "BLOB", nullable: true),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_person_household_cell_household_id",
                        columns: x => new { x.cell, x.household_id },
                        principalTable: "household",
                        principalColumns: new[] { "cell", "id" });
                });

            migrationBuilder.CreateTable(
                name: "person_event",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    household_id = table.Column<long>(type: "INTEGER", nullable: true),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    on = table.Column<int>(type: "INTEGER", nullable: false),
                    recorded_at = table.Column<long>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_person_event", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_person_event_person_cell_person_id",
                        columns: x => new { x.cell, x.person_id },
                        principalTable: "person",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_appointment_person_id",
                table: "appointment",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_appointment_scope",
                table: "appointment",
                column: "scope");

            migrationBuilder.CreateIndex(
                name: "IX_division_initials",
                table: "division",
                column: "initials");

            migrationBuilder.CreateIndex(
                name: "IX_division_key",
                table: "division",
                column: "key");

            migrationBuilder.CreateIndex(
                name: "IX_grid_initials",
                table: "grid",
                column: "initials");

            migrationBuilder.CreateIndex(
                name: "IX_grid_key",
                table: "grid",
                column: "key");

            migrationBuilder.CreateIndex(
                name: "IX_household_cell_card_token",
                table: "household",
                columns: new[] { "cell", "card_token" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_household_scope_id",
                table: "household",
                columns: new[] { "scope", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_login_person_id",
                table: "login",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "IX_notice_scope_until",
                table: "notice",
                columns: new[] { "scope", "until" });

            migrationBuilder.CreateIndex(
                name: "IX_notice_subject",
                table: "notice",
                column: "subject");

            migrationBuilder.CreateIndex(
                name: "IX_person_cell_household_id",
                table: "person",
                columns: new[] { "cell", "household_id" });

            migrationBuilder.CreateIndex(
                name: "IX_person_cell_id_hash",
                table: "person",
                columns: new[] { "cell", "id_hash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_person_initials_scope",
                table: "person",
                columns: new[] { "initials", "scope" });

            migrationBuilder.CreateIndex(
                name: "IX_person_name_scope",
                table: "person",
                columns: new[] { "name", "scope" });

            migrationBuilder.CreateIndex(
                name: "IX_person_phone_tail_scope",
                table: "person",
                columns: new[] { "phone_tail", "scope" });

            migrationBuilder.CreateIndex(
                name: "IX_person_scope_id",
                table: "person",
                columns: new[] { "scope", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_person_event_cell_person_id",
                table: "person_event",
                columns: new[] { "cell", "person_id" });

            migrationBuilder.CreateIndex(
                name: "IX_place_code_place_id",
                table: "place_code",
                column: "place_id");

            migrationBuilder.CreateIndex(
                name: "IX_place_code_scheme_code",
                table: "place_code",
                columns: new[] { "scheme", "code" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appointment");

            migrationBuilder.DropTable(
                name: "division");

            migrationBuilder.DropTable(
                name: "grid");

            migrationBuilder.DropTable(
                name: "identity");

            migrationBuilder.DropTable(
                name: "login");

            migrationBuilder.DropTable(
                name: "notice");

            migrationBuilder.DropTable(
                name: "person_event");

            migrationBuilder.DropTable(
                name: "place_code");

            migrationBuilder.DropTable(
                name: "remark");

            migrationBuilder.DropTable(
                name: "setting");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "household");
        }
    }
}
