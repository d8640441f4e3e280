using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkSquared.Core.Log.Migrations
{
    /// <inheritdoc />
    public partial class Organising : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_conversations_store_id_last_position",
                table: "conversations");

            migrationBuilder.AddColumn<long>(
                name: "reading_from",
                table: "stores",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql("UPDATE stores SET reading_from = head");

            migrationBuilder.AddColumn<long>(
                name: "archived_at",
                table: "conversations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "deleted_at",
                table: "conversations",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "deleted_by",
                table: "conversations",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "is_pinned",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "said_before",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<string>(
                name: "said_by",
                table: "conversations",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<long>(
                name: "said_position",
                table: "conversations",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "reading_marks",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    reader = table.Column<string>(type: "TEXT", nullable: false),
                    conversation_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reading_marks", x => new { x.store_id, x.reader, x.conversation_id });
                });

            migrationBuilder.CreateIndex(
                name: "ix_conversations_archive",
                table: "conversations",
                columns: new[] { "store_id", "archived_at" },
                filter: "archived_at IS NOT NULL AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_bin",
                table: "conversations",
                columns: new[] { "store_id", "deleted_at" },
                filter: "deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_conversations_menu",
                table: "conversations",
                columns: new[] { "store_id", "is_pinned", "last_position" },
                filter: "archived_at IS NULL AND deleted_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "reading_marks");

            migrationBuilder.DropIndex(
                name: "ix_conversations_archive",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "ix_conversations_bin",
                table: "conversations");

            migrationBuilder.DropIndex(
                name: "ix_conversations_menu",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "reading_from",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "archived_at",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "deleted_at",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "deleted_by",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "is_pinned",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "said_before",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "said_by",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "said_position",
                table: "conversations");

            migrationBuilder.CreateIndex(
                name: "IX_conversations_store_id_last_position",
                table: "conversations",
                columns: new[] { "store_id", "last_position" });
        }
    }
}
