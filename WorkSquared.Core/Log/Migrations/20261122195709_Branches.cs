using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkSquared.Core.Log.Migrations
{
    /// <inheritdoc />
    public partial class Branches : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_turns_store_id_conversation_id_question_position",
                table: "turns");

            migrationBuilder.AddColumn<byte[]>(
                name: "continues_id",
                table: "turns",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "delay_reason",
                table: "turns",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int>(
                name: "delays",
                table: "turns",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<long>(
                name: "due_at",
                table: "turns",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "node_id",
                table: "turns",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<byte[]>(
                name: "parent_id",
                table: "turns",
                type: "BLOB",
                nullable: false,
                defaultValue: new byte[0]);

            migrationBuilder.AddColumn<int>(
                name: "projection_version",
                table: "stores",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<string>(
                name: "finish_reason",
                table: "messages",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<byte[]>(
                name: "newest_turn_id",
                table: "conversations",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "interruption",
                table: "attempts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "text",
                table: "attempts",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateIndex(
                name: "IX_turns_store_id_parent_id_position",
                table: "turns",
                columns: new[] { "store_id", "parent_id", "position" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_turns_store_id_parent_id_position",
                table: "turns");

            migrationBuilder.DropColumn(
                name: "continues_id",
                table: "turns");

            migrationBuilder.DropColumn(
                name: "delay_reason",
                table: "turns");

            migrationBuilder.DropColumn(
                name: "delays",
                table: "turns");

            migrationBuilder.DropColumn(
                name: "due_at",
                table: "turns");

            migrationBuilder.DropColumn(
                name: "node_id",
                table: "turns");

            migrationBuilder.DropColumn(
                name: "parent_id",
                table: "turns");

            migrationBuilder.DropColumn(
                name: "projection_version",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "finish_reason",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "newest_turn_id",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "interruption",
                table: "attempts");

            migrationBuilder.DropColumn(
                name: "text",
                table: "attempts");

            migrationBuilder.CreateIndex(
                name: "IX_turns_store_id_conversation_id_question_position",
                table: "turns",
                columns: new[] { "store_id", "conversation_id", "question_position" });
        }
    }
}
