using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Gulou.App.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class ShopReceipts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_redemption_cell_shop_id_at",
                table: "redemption",
                columns: new[] { "cell", "shop_id", "at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_redemption_cell_shop_id_at",
                table: "redemption");
        }
    }
}
