using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkSquared.Core.Log.Migrations
{
    /// <inheritdoc />
    public partial class Labels : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "conversation_labels",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    conversation_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    key = table.Column<string>(type: "TEXT", nullable: false),
                    label = table.Column<string>(type: "TEXT", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversation_labels", x => new { x.store_id, x.conversation_id, x.key });
                });

            migrationBuilder.CreateIndex(
                name: "ix_conversation_labels",
                table: "conversation_labels",
                columns: new[] { "store_id", "key", "label", "conversation_id", "deleted_at" },
                filter: "deleted_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "conversation_labels");
        }
    }
}
