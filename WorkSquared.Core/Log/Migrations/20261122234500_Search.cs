using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace WorkSquared.Core.Log.Migrations
{
    /// <inheritdoc />
    public partial class Search : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // Outside of the model: EF knows no virtual tables, and all of it is used by Core/Search alone. The number is declared, or VACUUM
            // would change it under the index.
            migrationBuilder.Sql(
                """
                CREATE TABLE search_entries (
                  id INTEGER NOT NULL PRIMARY KEY,
                  store_id TEXT NOT NULL,
                  conversation_id BLOB NOT NULL,
                  position INTEGER NOT NULL,
                  author TEXT NOT NULL,
                  at INTEGER NOT NULL,
                  version INTEGER NOT NULL,
                  UNIQUE (store_id, conversation_id, position));
                CREATE VIRTUAL TABLE search USING fts5 (
                  title, body, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2');
                CREATE VIRTUAL TABLE search_words USING fts5vocab (search, col);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE search_words; DROP TABLE search; DROP TABLE search_entries;");
        }
    }
}
