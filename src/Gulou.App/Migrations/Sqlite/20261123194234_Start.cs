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
                name: "objection",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    about = table.Column<int>(type: "INTEGER", nullable: false),
                    subject = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    answer = table.Column<string>(type: "TEXT", nullable: false),
                    answered_by = table.Column<long>(type: "INTEGER", nullable: true),
                    answered_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_objection", x => new { x.cell, x.id });
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
                name: "points_rule",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    code = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    per = table.Column<string>(type: "TEXT", nullable: false),
                    evidence = table.Column<string>(type: "TEXT", nullable: false),
                    min_points = table.Column<long>(type: "INTEGER", nullable: false),
                    max_points = table.Column<long>(type: "INTEGER", nullable: false),
                    cap = table.Column<long>(type: "INTEGER", nullable: false),
                    cap_period = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: true),
                    document = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_rule", x => new { x.cell, x.id });
                });

            migrationBuilder.CreateTable(
                name: "points_shop",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    last_receipt = table.Column<int>(type: "INTEGER", nullable: false),
                    from = table.Column<int>(type: "INTEGER", nullable: false),
                    to = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_points_shop", x => new { x.cell, x.id });
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
                name: "claim",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    place_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    household_id = table.Column<long>(type: "INTEGER", nullable: false),
                    rule_id = table.Column<long>(type: "INTEGER", nullable: false),
                    points = table.Column<long>(type: "INTEGER", nullable: false),
                    on = table.Column<int>(type: "INTEGER", nullable: false),
                    deed = table.Column<string>(type: "TEXT", nullable: false),
                    photo = table.Column<string>(type: "TEXT", nullable: true),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    filed_by = table.Column<long>(type: "INTEGER", nullable: false),
                    filed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    notice_id = table.Column<long>(type: "INTEGER", nullable: true),
                    notice_until = table.Column<int>(type: "INTEGER", nullable: true),
                    hold = table.Column<byte[]>(type: "BLOB", nullable: true),
                    settlement = table.Column<byte[]>(type: "BLOB", nullable: true),
                    closed_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_claim", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_claim_points_rule_cell_rule_id",
                        columns: x => new { x.cell, x.rule_id },
                        principalTable: "points_rule",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "good",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    shop_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    initials = table.Column<string>(type: "TEXT", nullable: false),
                    measure = table.Column<string>(type: "TEXT", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false),
                    low_stock = table.Column<int>(type: "INTEGER", nullable: false),
                    withdrawn_on = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_good", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_good_points_shop_cell_shop_id",
                        columns: x => new { x.cell, x.shop_id },
                        principalTable: "points_shop",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "redemption",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    shop_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    household_id = table.Column<long>(type: "INTEGER", nullable: false),
                    receipt = table.Column<int>(type: "INTEGER", nullable: false),
                    points = table.Column<long>(type: "INTEGER", nullable: false),
                    left = table.Column<long>(type: "INTEGER", nullable: false),
                    entry = table.Column<byte[]>(type: "BLOB", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    served_by = table.Column<long>(type: "INTEGER", nullable: false),
                    reversal = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_redemption", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_redemption_points_shop_cell_shop_id",
                        columns: x => new { x.cell, x.shop_id },
                        principalTable: "points_shop",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
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

            migrationBuilder.CreateTable(
                name: "review",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    claim_id = table.Column<long>(type: "INTEGER", nullable: false),
                    person_id = table.Column<long>(type: "INTEGER", nullable: false),
                    approves = table.Column<bool>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_review", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_review_claim_cell_claim_id",
                        columns: x => new { x.cell, x.claim_id },
                        principalTable: "claim",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "batch",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    shop_id = table.Column<long>(type: "INTEGER", nullable: false),
                    good_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    supplier = table.Column<string>(type: "TEXT", nullable: false),
                    source = table.Column<int>(type: "INTEGER", nullable: false),
                    quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    unit_cost = table.Column<long>(type: "INTEGER", nullable: false),
                    arrived_on = table.Column<int>(type: "INTEGER", nullable: false),
                    best_before = table.Column<int>(type: "INTEGER", nullable: true),
                    entry = table.Column<byte[]>(type: "BLOB", nullable: false),
                    received_by = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_batch", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_batch_good_cell_good_id",
                        columns: x => new { x.cell, x.good_id },
                        principalTable: "good",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "stock_count",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    shop_id = table.Column<long>(type: "INTEGER", nullable: false),
                    good_id = table.Column<long>(type: "INTEGER", nullable: false),
                    scope = table.Column<long>(type: "INTEGER", nullable: false),
                    expected = table.Column<int>(type: "INTEGER", nullable: false),
                    counted = table.Column<int>(type: "INTEGER", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    counted_by = table.Column<long>(type: "INTEGER", nullable: false),
                    entry = table.Column<byte[]>(type: "BLOB", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stock_count", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_stock_count_good_cell_good_id",
                        columns: x => new { x.cell, x.good_id },
                        principalTable: "good",
                        principalColumns: new[] { "cell", "id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "redemption_line",
                columns: table => new
                {
                    cell = table.Column<int>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    redemption_id = table.Column<long>(type: "INTEGER", nullable: false),
                    good_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    measure = table.Column<string>(type: "TEXT", nullable: false),
                    quantity = table.Column<int>(type: "INTEGER", nullable: false),
                    price = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_redemption_line", x => new { x.cell, x.id });
                    table.ForeignKey(
                        name: "FK_redemption_line_redemption_cell_redemption_id",
                        columns: x => new { x.cell, x.redemption_id },
                        principalTable: "redemption",
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
                name: "IX_batch_cell_good_id",
                table: "batch",
                columns: new[] { "cell", "good_id" });

            migrationBuilder.CreateIndex(
                name: "IX_batch_cell_shop_id_id",
                table: "batch",
                columns: new[] { "cell", "shop_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_claim_cell_household_id_id",
                table: "claim",
                columns: new[] { "cell", "household_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_claim_cell_rule_id",
                table: "claim",
                columns: new[] { "cell", "rule_id" });

            migrationBuilder.CreateIndex(
                name: "IX_claim_scope_state_id",
                table: "claim",
                columns: new[] { "scope", "state", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_claim_state_notice_until",
                table: "claim",
                columns: new[] { "state", "notice_until" });

            migrationBuilder.CreateIndex(
                name: "IX_division_cell_key",
                table: "division",
                columns: new[] { "cell", "key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_division_initials",
                table: "division",
                column: "initials");

            migrationBuilder.CreateIndex(
                name: "IX_division_key",
                table: "division",
                column: "key");

            migrationBuilder.CreateIndex(
                name: "IX_good_cell_shop_id",
                table: "good",
                columns: new[] { "cell", "shop_id" });

            migrationBuilder.CreateIndex(
                name: "IX_grid_cell_key",
                table: "grid",
                columns: new[] { "cell", "key" },
                unique: true);

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
                name: "IX_objection_cell_subject",
                table: "objection",
                columns: new[] { "cell", "subject" });

            migrationBuilder.CreateIndex(
                name: "IX_objection_scope_state",
                table: "objection",
                columns: new[] { "scope", "state" });

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

            migrationBuilder.CreateIndex(
                name: "IX_points_rule_scope",
                table: "points_rule",
                column: "scope");

            migrationBuilder.CreateIndex(
                name: "IX_points_shop_scope",
                table: "points_shop",
                column: "scope");

            migrationBuilder.CreateIndex(
                name: "IX_redemption_cell_household_id_id",
                table: "redemption",
                columns: new[] { "cell", "household_id", "id" });

            migrationBuilder.CreateIndex(
                name: "IX_redemption_cell_shop_id_at",
                table: "redemption",
                columns: new[] { "cell", "shop_id", "at" });

            migrationBuilder.CreateIndex(
                name: "IX_redemption_cell_shop_id_receipt",
                table: "redemption",
                columns: new[] { "cell", "shop_id", "receipt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_redemption_line_cell_redemption_id",
                table: "redemption_line",
                columns: new[] { "cell", "redemption_id" });

            migrationBuilder.CreateIndex(
                name: "IX_review_cell_claim_id_person_id",
                table: "review",
                columns: new[] { "cell", "claim_id", "person_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_stock_count_cell_good_id",
                table: "stock_count",
                columns: new[] { "cell", "good_id" });

            migrationBuilder.CreateIndex(
                name: "IX_stock_count_cell_shop_id_id",
                table: "stock_count",
                columns: new[] { "cell", "shop_id", "id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "appointment");

            migrationBuilder.DropTable(
                name: "batch");

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
                name: "objection");

            migrationBuilder.DropTable(
                name: "person_event");

            migrationBuilder.DropTable(
                name: "place_code");

            migrationBuilder.DropTable(
                name: "redemption_line");

            migrationBuilder.DropTable(
                name: "remark");

            migrationBuilder.DropTable(
                name: "review");

            migrationBuilder.DropTable(
                name: "setting");

            migrationBuilder.DropTable(
                name: "stock_count");

            migrationBuilder.DropTable(
                name: "person");

            migrationBuilder.DropTable(
                name: "redemption");

            migrationBuilder.DropTable(
                name: "claim");

            migrationBuilder.DropTable(
                name: "good");

            migrationBuilder.DropTable(
                name: "household");

            migrationBuilder.DropTable(
                name: "points_rule");

            migrationBuilder.DropTable(
                name: "points_shop");
        }
    }
}
