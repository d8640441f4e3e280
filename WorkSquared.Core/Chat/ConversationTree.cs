using WorkSquared.Core.Import;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Chat;

/// <summary>Where a message goes in the tree of its conversation. Follows from the log before it alone, so a replay agrees.</summary>
internal static class ConversationTree
{
    private const string FindParentOfQuestion =
        """
        SELECT t.parent_id FROM messages m JOIN turns t ON t.store_id = m.store_id AND t.id = m.turn_id
        WHERE m.store_id = @p1 AND m.id = @p2 AND m.conversation_id = @p3 AND m.kind = 0
        """;

    private const string FindNode = "SELECT node_id FROM turns WHERE store_id = @p1 AND id = @p2 AND conversation_id = @p3";

    private const string FindNewest =
        """
        SELECT t.node_id FROM conversations c JOIN turns t ON t.store_id = c.store_id AND t.id = c.newest_turn_id
        WHERE c.store_id = @p1 AND c.id = @p2
        """;

    // The branch that somebody asked something on last.
    private const string FindNewestChild = "SELECT node_id FROM turns WHERE store_id = @p1 AND parent_id = @p2 ORDER BY position DESC LIMIT 1";

    /// <returns>The node it follows, or the conversation's own id when it is a first question.</returns>
    public static Guid ParentOf(WriteSession session, string storeId, ChatMessageSent sent)
    {
        if (sent.ReplacesMessageId is { } replaced && session.FindId(FindParentOfQuestion, storeId, replaced, sent.ConversationId) is { } parent)
        {
            return parent;
        }

        var seen = sent.AfterTurnId is { } after ? session.FindId(FindNode, storeId, after, sent.ConversationId) : null;
        return (seen ?? session.FindId(FindNewest, storeId, sent.ConversationId)) is { } node ? EndOf(session, storeId, node) : sent.ConversationId;
    }

    /// <remarks>Its place is where it was elsewhere, whatever has been said here since.</remarks>
    public static Guid ParentOf(WriteSession session, string storeId, QuestionImported imported) =>
        (imported.AfterTurnId is { } after ? session.FindId(FindNode, storeId, after, imported.ConversationId) : null) ?? imported.ConversationId;

    /// <summary>Two people may answer to the same last word: whoever is second comes after the first, not beside.</summary>
    private static Guid EndOf(WriteSession session, string storeId, Guid node)
    {
        while (session.FindId(FindNewestChild, storeId, node) is { } child)
        {
            node = child;
        }

        return node;
    }
}
