using WorkSquared.Core.Log;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Sharing;

/// <summary>Who sees a conversation, asked inside the transaction that depends on it.</summary>
internal static class ConversationPeople
{
    private const string Find = "SELECT 1 FROM conversation_people WHERE store_id = @p1 AND conversation_id = @p2 AND user_id = @p3";

    private const string FindHidden =
        """
        SELECT 1 FROM conversations c WHERE c.store_id = @p1 AND c.id = @p2 AND (c.is_restricted OR @p4) AND NOT EXISTS (
            SELECT 1 FROM conversation_people p WHERE p.store_id = c.store_id AND p.conversation_id = c.id AND p.user_id = @p3)
        """;

    public static bool Has(WriteSession session, string storeId, Guid conversationId, Guid userId) =>
        session.Exists(Find, storeId, conversationId, userId);

    /// <summary>Whether there is such a conversation, and somebody of this role does not see it.</summary>
    public static bool Hide(WriteSession session, string storeId, Guid conversationId, Guid userId, Role role) =>
        session.Exists(FindHidden, storeId, conversationId, userId, role is Role.Guest);
}
