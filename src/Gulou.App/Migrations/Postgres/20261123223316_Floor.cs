using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gulou.App.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Floor : Migration
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
                name: "factor_reset_at",
                table: "login",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "known_failures",
                table: "login",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "known_locked_until",
                table: "login",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "must_change",
                table: "login",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<byte[]>(
                name: "name_cipher",
                table: "login",
                type: "bytea",
                nullable: false,
                defaultValue: new byte[0]);

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
                name: "binding",
                columns: table => new
                {
                    subject_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    cell = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    issuer = table.Column<string>(type: "text", nullable: false),
                    subject = table.Column<byte[]>(type: "bytea", nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_binding", x => x.subject_hash);
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

            migrationBuilder.CreateTable(
                name: "cookie_key",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    content = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_cookie_key", x => new { x.cell, x.id });
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
                name: "invitation",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    code_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    issued_at = table.Column<long>(type: "bigint", nullable: false),
                    issued_by = table.Column<long>(type: "bigint", nullable: false),
                    until = table.Column<long>(type: "bigint", nullable: false),
                    used_at = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_invitation", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_invitation_person_cell_id",
                        columns: x => new { x.cell, x.id },
                        principalTable: "person",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "known_headings",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    columns = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_known_headings", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "people_import",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    scope = table.Column<long>(type: "bigint", nullable: false),
                    file_name = table.Column<string>(type: "text", nullable: false),
                    file_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    brought_at = table.Column<long>(type: "bigint", nullable: false),
                    ended_at = table.Column<long>(type: "bigint", nullable: true),
                    state = table.Column<int>(type: "integer", nullable: false),
                    mode = table.Column<int>(type: "integer", nullable: true),
                    update_details = table.Column<bool>(type: "boolean", nullable: false),
                    columns = table.Column<string>(type: "text", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    fresh = table.Column<int>(type: "integer", nullable: false),
                    same = table.Column<int>(type: "integer", nullable: false),
                    differing = table.Column<int>(type: "integer", nullable: false),
                    bad = table.Column<int>(type: "integer", nullable: false),
                    planned_to = table.Column<long>(type: "bigint", nullable: false),
                    households = table.Column<int>(type: "integer", nullable: false),
                    entered = table.Column<int>(type: "integer", nullable: false),
                    added = table.Column<int>(type: "integer", nullable: false),
                    late = table.Column<string>(type: "text", nullable: false),
                    problem = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_people_import", x => new { x.cell, x.id });
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

            migrationBuilder.CreateTable(
                name: "second_factor",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    secret = table.Column<byte[]>(type: "bytea", nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false),
                    last_step = table.Column<long>(type: "bigint", nullable: false),
                    recovery_salt = table.Column<byte[]>(type: "bytea", nullable: false),
                    recovery_hashes = table.Column<byte[]>(type: "bytea", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    wait_until = table.Column<long>(type: "bigint", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_second_factor", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "session",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    device = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<long>(type: "bigint", nullable: false),
                    last_seen = table.Column<long>(type: "bigint", nullable: false),
                    is_verified = table.Column<bool>(type: "boolean", nullable: false),
                    by_provider = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_session", x => new { x.cell, x.id });
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
                name: "IX_api_token_cell_appointment_id",
                table: "api_token",
                columns: new[] { "cell", "appointment_id" });

            migrationBuilder.CreateIndex(
                name: "IX_binding_person_id",
                table: "binding",
                column: "person_id");

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
                name: "IX_invitation_code_hash",
                table: "invitation",
                column: "code_hash");

            migrationBuilder.CreateIndex(
                name: "IX_people_import_scope_id",
                table: "people_import",
                columns: new[] { "scope", "id" });

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

            migrationBuilder.CreateIndex(
                name: "IX_session_cell_person_id",
                table: "session",
                columns: new[] { "cell", "person_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "act");

            migrationBuilder.DropTable(
                name: "api_token");

            migrationBuilder.DropTable(
                name: "binding");

            migrationBuilder.DropTable(
                name: "closed_month");

            migrationBuilder.DropTable(
                name: "cookie_key");

            migrationBuilder.DropTable(
                name: "different_people");

            migrationBuilder.DropTable(
                name: "household_event");

            migrationBuilder.DropTable(
                name: "invitation");

            migrationBuilder.DropTable(
                name: "known_headings");

            migrationBuilder.DropTable(
                name: "people_import");

            migrationBuilder.DropTable(
                name: "population_count");

            migrationBuilder.DropTable(
                name: "record_version");

            migrationBuilder.DropTable(
                name: "second_factor");

            migrationBuilder.DropTable(
                name: "session");

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
                name: "factor_reset_at",
                table: "login");

            migrationBuilder.DropColumn(
                name: "known_failures",
                table: "login");

            migrationBuilder.DropColumn(
                name: "known_locked_until",
                table: "login");

            migrationBuilder.DropColumn(
                name: "must_change",
                table: "login");

            migrationBuilder.DropColumn(
                name: "name_cipher",
                table: "login");

            migrationBuilder.DropColumn(
                name: "successor_id",
                table: "household");
        }
    }
}
