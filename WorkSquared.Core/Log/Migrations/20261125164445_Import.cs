using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkSquared.Core.Log.Migrations
{
    /// <inheritdoc />
    public partial class Import : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_events_one_end_a_turn",
                table: "events");

            migrationBuilder.AddColumn<string>(
                name: "source",
                table: "conversations",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "source_id",
                table: "conversations",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<byte[]>(
                name: "source_turn_id",
                table: "conversations",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "ux_events_one_end_a_turn",
                table: "events",
                columns: new[] { "store_id", "causation_id" },
                unique: true,
                filter: "type IN ('v1.LLMResponseReceived', 'v1.LLMResponseFailed', 'v1.LLMResponseCancelled', 'v1.AnswerImported')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ux_events_one_end_a_turn",
                table: "events");

            migrationBuilder.DropColumn(
                name: "source",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "source_id",
                table: "conversations");

            migrationBuilder.DropColumn(
                name: "source_turn_id",
                table: "conversations");

            migrationBuilder.CreateIndex(
                name: "ux_events_one_end_a_turn",
                table: "events",
                columns: new[] { "store_id", "causation_id" },
                unique: true,
                filter: "type IN ('v1.LLMResponseReceived', 'v1.LLMResponseFailed', 'v1.LLMResponseCancelled')");
        }
    }
}
