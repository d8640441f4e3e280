using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkSquared.Core.Log.Migrations
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "attempts",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    turn_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    number = table.Column<int>(type: "INTEGER", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    model_id = table.Column<string>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_attempts", x => new { x.store_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "claims",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    turn_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    owner = table.Column<byte[]>(type: "BLOB", nullable: false),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_claims", x => new { x.store_id, x.turn_id });
                });

            migrationBuilder.CreateTable(
                name: "conversations",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    title = table.Column<string>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_position = table.Column<long>(type: "INTEGER", nullable: false),
                    last_at = table.Column<long>(type: "INTEGER", nullable: false),
                    open_turns = table.Column<int>(type: "INTEGER", nullable: false),
                    version = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_conversations", x => new { x.store_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "drafts",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    turn_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    attempt = table.Column<int>(type: "INTEGER", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_drafts", x => new { x.store_id, x.turn_id });
                });

            migrationBuilder.CreateTable(
                name: "events",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    command_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: false),
                    schema_version = table.Column<int>(type: "INTEGER", nullable: false),
                    actor = table.Column<string>(type: "TEXT", nullable: false),
                    causation_id = table.Column<byte[]>(type: "BLOB", nullable: true),
                    correlation_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    topic = table.Column<byte[]>(type: "BLOB", nullable: true),
                    committed_at = table.Column<long>(type: "INTEGER", nullable: false),
                    payload = table.Column<string>(type: "TEXT", nullable: false),
                    payload_hash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    chain = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_events", x => new { x.store_id, x.position });
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    conversation_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    turn_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    kind = table.Column<int>(type: "INTEGER", nullable: false),
                    author = table.Column<string>(type: "TEXT", nullable: false),
                    text = table.Column<string>(type: "TEXT", nullable: false),
                    at = table.Column<long>(type: "INTEGER", nullable: false),
                    response_to = table.Column<byte[]>(type: "BLOB", nullable: true),
                    model_id = table.Column<string>(type: "TEXT", nullable: false),
                    reason = table.Column<string>(type: "TEXT", nullable: false),
                    retryable = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_messages", x => new { x.store_id, x.conversation_id, x.position });
                });

            migrationBuilder.CreateTable(
                name: "stores",
                columns: table => new
                {
                    id = table.Column<string>(type: "TEXT", nullable: false),
                    head = table.Column<long>(type: "INTEGER", nullable: false),
                    chain = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stores", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "turns",
                columns: table => new
                {
                    store_id = table.Column<string>(type: "TEXT", nullable: false),
                    id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    conversation_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    question_id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    question_position = table.Column<long>(type: "INTEGER", nullable: false),
                    position = table.Column<long>(type: "INTEGER", nullable: false),
                    opened_at = table.Column<long>(type: "INTEGER", nullable: false),
                    asked_by = table.Column<string>(type: "TEXT", nullable: false),
                    state = table.Column<int>(type: "INTEGER", nullable: false),
                    stop_requested = table.Column<bool>(type: "INTEGER", nullable: false),
                    attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    model_id = table.Column<string>(type: "TEXT", nullable: false),
                    end_position = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_turns", x => new { x.store_id, x.id });
                });

            migrationBuilder.CreateIndex(
                name: "IX_attempts_store_id_turn_id_number",
                table: "attempts",
                columns: new[] { "store_id", "turn_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_conversations_store_id_last_position",
                table: "conversations",
                columns: new[] { "store_id", "last_position" });

            migrationBuilder.CreateIndex(
                name: "IX_events_id",
                table: "events",
                column: "id",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_events_store_id_command_id",
                table: "events",
                columns: new[] { "store_id", "command_id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ux_events_one_end_a_turn",
                table: "events",
                columns: new[] { "store_id", "causation_id" },
                unique: true,
                filter: "type IN ('v1.LLMResponseReceived', 'v1.LLMResponseFailed', 'v1.LLMResponseCancelled')");

            migrationBuilder.CreateIndex(
                name: "IX_messages_store_id_id",
                table: "messages",
                columns: new[] { "store_id", "id" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_turns_store_id_conversation_id_question_position",
                table: "turns",
                columns: new[] { "store_id", "conversation_id", "question_position" });

            migrationBuilder.CreateIndex(
                name: "ix_turns_open",
                table: "turns",
                columns: new[] { "store_id", "conversation_id", "position" },
                filter: "state = 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "attempts");

            migrationBuilder.DropTable(
                name: "claims");

            migrationBuilder.DropTable(
                name: "conversations");

            migrationBuilder.DropTable(
                name: "drafts");

            migrationBuilder.DropTable(
                name: "events");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "stores");

            migrationBuilder.DropTable(
                name: "turns");
        }
    }
}
