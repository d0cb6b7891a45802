using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gulou.App.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Cases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "case_remark",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_remark", x => new { x.cell, x.case_id, x.seq });
                });

            migrationBuilder.CreateTable(
                name: "case_serial",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    last = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_serial", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "case_text",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    text = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_text", x => new { x.cell, x.hash });
                });

            migrationBuilder.CreateTable(
                name: "delegation",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    to_person_id = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<int>(type: "integer", nullable: false),
                    until = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_delegation", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "place_limit",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    scope = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    limit = table.Column<string>(type: "text", nullable: false),
                    value = table.Column<long>(type: "bigint", nullable: false),
                    from = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_place_limit", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "case_record",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    definition = table.Column<byte[]>(type: "bytea", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    place_id = table.Column<long>(type: "bigint", nullable: false),
                    scope = table.Column<long>(type: "bigint", nullable: false),
                    household_id = table.Column<long>(type: "bigint", nullable: true),
                    person_id = table.Column<long>(type: "bigint", nullable: true),
                    filed_by = table.Column<long>(type: "bigint", nullable: false),
                    filed_for = table.Column<long>(type: "bigint", nullable: true),
                    filed_at = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    entered_at = table.Column<long>(type: "bigint", nullable: false),
                    end = table.Column<int>(type: "integer", nullable: false),
                    closed_at = table.Column<long>(type: "bigint", nullable: true),
                    merged_into = table.Column<long>(type: "bigint", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_record", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_case_record_case_text_cell_definition",
                        columns: x => new { x.cell, x.definition },
                        principalTable: "case_text",
                        principalColumns: new[] { "cell", "hash" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_attachment",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    field = table.Column<string>(type: "text", nullable: false),
                    hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_attachment", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_case_attachment_case_record_cell_case_id",
                        columns: x => new { x.cell, x.case_id },
                        principalTable: "case_record",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_ballot",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    @for = table.Column<int>(name: "for", type: "integer", nullable: false),
                    against = table.Column<int>(type: "integer", nullable: false),
                    abstain = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_ballot", x => new { x.cell, x.case_id, x.step, x.round });
                    table.ForeignKey(
                        name: "FK_case_ballot_case_record_cell_case_id",
                        columns: x => new { x.cell, x.case_id },
                        principalTable: "case_record",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_log_line",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    seq = table.Column<int>(type: "integer", nullable: false),
                    deed = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    answer = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<string>(type: "text", nullable: false),
                    to = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    appointment_id = table.Column<long>(type: "bigint", nullable: false),
                    instead_of = table.Column<long>(type: "bigint", nullable: true),
                    other = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false),
                    command = table.Column<Guid>(type: "uuid", nullable: false),
                    remark = table.Column<byte[]>(type: "bytea", nullable: false),
                    values = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_log_line", x => new { x.cell, x.case_id, x.seq });
                    table.ForeignKey(
                        name: "FK_case_log_line_case_record_cell_case_id",
                        columns: x => new { x.cell, x.case_id },
                        principalTable: "case_record",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_revision",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    revision = table.Column<int>(type: "integer", nullable: false),
                    values = table.Column<string>(type: "text", nullable: false),
                    @sealed = table.Column<byte[]>(name: "sealed", type: "bytea", nullable: true),
                    sealed_digest = table.Column<byte[]>(type: "bytea", nullable: false),
                    salt = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_revision", x => new { x.cell, x.case_id, x.revision });
                    table.ForeignKey(
                        name: "FK_case_revision_case_record_cell_case_id",
                        columns: x => new { x.cell, x.case_id },
                        principalTable: "case_record",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_sign",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: false),
                    vote = table.Column<int>(type: "integer", nullable: false),
                    signer = table.Column<int>(type: "integer", nullable: false),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_sign", x => new { x.cell, x.case_id, x.step, x.round, x.person_id });
                    table.ForeignKey(
                        name: "FK_case_sign_case_record_cell_case_id",
                        columns: x => new { x.cell, x.case_id },
                        principalTable: "case_record",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_told",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<int>(type: "integer", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    post = table.Column<string>(type: "text", nullable: false),
                    scope = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: true),
                    household_id = table.Column<long>(type: "bigint", nullable: true),
                    at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_told", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_case_told_case_record_cell_case_id",
                        columns: x => new { x.cell, x.case_id },
                        principalTable: "case_record",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "case_wait",
                columns: table => new
                {
                    cell = table.Column<int>(type: "integer", nullable: false),
                    id = table.Column<long>(type: "bigint", nullable: false),
                    case_id = table.Column<long>(type: "bigint", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    step = table.Column<string>(type: "text", nullable: false),
                    round = table.Column<int>(type: "integer", nullable: false),
                    post = table.Column<string>(type: "text", nullable: false),
                    scope = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<long>(type: "bigint", nullable: true),
                    household_id = table.Column<long>(type: "bigint", nullable: true),
                    signer = table.Column<int>(type: "integer", nullable: false),
                    added_by = table.Column<long>(type: "bigint", nullable: true),
                    opened_at = table.Column<long>(type: "bigint", nullable: false),
                    due_at = table.Column<long>(type: "bigint", nullable: false),
                    next_at = table.Column<long>(type: "bigint", nullable: false),
                    reminded = table.Column<bool>(type: "boolean", nullable: false),
                    overdue = table.Column<bool>(type: "boolean", nullable: false),
                    rungs = table.Column<int>(type: "integer", nullable: false),
                    failures = table.Column<int>(type: "integer", nullable: false),
                    failure = table.Column<string>(type: "text", nullable: false),
                    retry_at = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_case_wait", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_case_wait_case_record_cell_case_id",
                        columns: x => new { x.cell, x.case_id },
                        principalTable: "case_record",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_case_attachment_cell_case_id",
                table: "case_attachment",
                columns: new[] { "cell", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_log_line_cell_command",
                table: "case_log_line",
                columns: new[] { "cell", "command" });

            migrationBuilder.CreateIndex(
                name: "IX_case_record_cell_definition",
                table: "case_record",
                columns: new[] { "cell", "definition" });

            migrationBuilder.CreateIndex(
                name: "IX_case_record_cell_household_id_id",
                table: "case_record",
                columns: new[] { "cell", "household_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_record_cell_number",
                table: "case_record",
                columns: new[] { "cell", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_case_record_cell_person_id_id",
                table: "case_record",
                columns: new[] { "cell", "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_record_filed_by_id",
                table: "case_record",
                columns: new[] { "filed_by", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_record_filed_for_id",
                table: "case_record",
                columns: new[] { "filed_for", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_record_scope_id",
                table: "case_record",
                columns: new[] { "scope", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_record_type_scope_id",
                table: "case_record",
                columns: new[] { "type", "scope", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_told_cell_case_id",
                table: "case_told",
                columns: new[] { "cell", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_told_household_id_id",
                table: "case_told",
                columns: new[] { "household_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_told_person_id_id",
                table: "case_told",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_told_post_scope_id",
                table: "case_told",
                columns: new[] { "post", "scope", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_wait_cell_case_id",
                table: "case_wait",
                columns: new[] { "cell", "case_id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_wait_household_id_due_at_id",
                table: "case_wait",
                columns: new[] { "household_id", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_wait_next_at_id",
                table: "case_wait",
                columns: new[] { "next_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_wait_person_id_due_at_id",
                table: "case_wait",
                columns: new[] { "person_id", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_case_wait_post_scope_due_at_id",
                table: "case_wait",
                columns: new[] { "post", "scope", "due_at", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_delegation_person_id_until",
                table: "delegation",
                columns: new[] { "person_id", "until" });

            migrationBuilder.CreateIndex(
                name: "IX_delegation_to_person_id_until",
                table: "delegation",
                columns: new[] { "to_person_id", "until" });

            migrationBuilder.CreateIndex(
                name: "IX_place_limit_scope_type",
                table: "place_limit",
                columns: new[] { "scope", "type" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_attachment");

            migrationBuilder.DropTable(
                name: "case_ballot");

            migrationBuilder.DropTable(
                name: "case_log_line");

            migrationBuilder.DropTable(
                name: "case_remark");

            migrationBuilder.DropTable(
                name: "case_revision");

            migrationBuilder.DropTable(
                name: "case_serial");

            migrationBuilder.DropTable(
                name: "case_sign");

            migrationBuilder.DropTable(
                name: "case_told");

            migrationBuilder.DropTable(
                name: "case_wait");

            migrationBuilder.DropTable(
                name: "delegation");

            migrationBuilder.DropTable(
                name: "place_limit");

            migrationBuilder.DropTable(
                name: "case_record");

            migrationBuilder.DropTable(
                name: "case_text");
        }
    }
}
