using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Search;

/// <summary>The words of titles and messages as an index: what has been committed can be found.</summary>
/// <remarks>The index keeps no text (FTS5 calls it contentless): that lies in <c>messages</c> and <c>conversations</c> already. It is not
/// tied to them either (external content), because what is indexed differs from what is stored (<see cref="Ideographs"/>), and because a row can
/// then be deleted by its number alone. <c>search_entries</c> says what each number stands for.</remarks>
internal sealed class SearchProjection : IProjection
{
    /// <summary>The position of an entry that is a title.</summary>
    public const long OfTitle = 0;

    private const string AddEntry =
        """
        INSERT INTO search_entries (store_id, conversation_id, position, author, at, version)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT (store_id, conversation_id, position) DO NOTHING
        """;

    private const string AddTitle = "INSERT INTO search (rowid, title, body) VALUES (last_insert_rowid(), @p1, '')";

    private const string AddBody = "INSERT INTO search (rowid, title, body) VALUES (last_insert_rowid(), '', @p1)";

    private const string TouchTitle =
        "UPDATE search_entries SET version = @p3 WHERE store_id = @p1 AND conversation_id = @p2 AND position = 0 AND version < @p3";

    private const string ReplaceTitle =
        """
        INSERT OR REPLACE INTO search (rowid, title, body)
        SELECT id, @p3, '' FROM search_entries WHERE store_id = @p1 AND conversation_id = @p2 AND position = 0
        """;

    private const string ClearIndex = "INSERT INTO search (search) VALUES ('delete-all')";

    private const string ClearEntries = "DELETE FROM search_entries";

    public IReadOnlyList<string> Tables { get; } = [];

    // Numbers depend on the order in which stores took turns, so they are compared by what they stand for; "sz" is how many words each text has.
    public IReadOnlyList<ReplayedQuery> Replayed { get; } =
    [
        new(
            "search index",
            """
            SELECT e.store_id, e.conversation_id, e.position, e.author, e.at, e.version, d.sz
            FROM search_entries e LEFT JOIN search_docsize d ON d.id = e.id ORDER BY e.store_id, e.conversation_id, e.position
            """),
        new("list of the search index's texts", "SELECT count(*) FROM search_docsize"),
        new("search index's list of words", "SELECT term, col, doc, cnt FROM search_words ORDER BY term, col"),
    ];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        switch (committed.Data)
        {
            case ConversationCreated created:
                IndexTitle(committed, created.Title, created.CreatedAt, session);
                break;
            case ConversationImported imported:
                IndexTitle(committed, imported.Title, imported.CreatedAt, session);
                break;
            case ConversationRenamed renamed:
                if (session.Execute(TouchTitle, committed.StoreId, renamed.ConversationId, committed.Position) > 0)
                {
                    session.Execute(ReplaceTitle, committed.StoreId, renamed.ConversationId, Ideographs.SetApart(renamed.Title));
                }

                break;
            default:
                if (Message.Of(committed) is { Text.Length: > 0 } message)
                {
                    IndexBody(committed, message, session);
                }

                break;
        }
    }

    public void Clear(WriteSession session)
    {
        session.Execute(ClearIndex);
        session.Execute(ClearEntries);
    }

    private static void IndexTitle(CommittedEvent committed, string title, DateTimeOffset at, WriteSession session)
    {
        if (Add(committed, OfTitle, author: "", at, session))
        {
            session.Execute(AddTitle, Ideographs.SetApart(title));
        }
    }

    private static void IndexBody(CommittedEvent committed, Message message, WriteSession session)
    {
        if (Add(committed, message.Position, message.Author.Value, message.At, session))
        {
            session.Execute(AddBody, Ideographs.SetApart(message.Text));
        }
    }

    private static bool Add(CommittedEvent committed, long position, string author, DateTimeOffset at, WriteSession session) =>
        session.Execute(AddEntry, committed.StoreId, committed.Data.Topic, position, author, at, committed.Position) > 0;
}
