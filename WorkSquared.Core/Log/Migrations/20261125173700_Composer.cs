using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkSquared.Core.Log.Migrations
{
    /// <inheritdoc />
    public partial class Composer : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "composer_drafts",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    person = table.Column<string>(type: "TEXT", nullable: false),
                    conversation_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    is_edit = table.Column<bool>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    command_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    replaces_message_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    version = table.Column<byte[]>(type: "BLOB", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_composer_drafts", x => new { x.store_id, x.person, x.conversation_id, x.is_edit });
                });

            migrationBuilder.CreateTable(
                name: "prompts",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    name = table.Column<string>(type: "TEXT", nullable: false),
                    name_key = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_prompts", x => new { x.store_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_composer_drafts_store_id_person_command_id",
                table: "composer_drafts",
                columns: new[] { "store_id", "person", "command_id" });

            migrationBuilder.CreateIndex(
                name: "IX_prompts_store_id_name_key",
                table: "prompts",
                columns: new[] { "store_id", "name_key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "composer_drafts");

            migrationBuilder.DropTable(
                name: "prompts");
        }
    }
}
