using WorkSquared.Core.Log;

namespace WorkSquared.Core.Chat;

internal static class Questions
{
    private const string Find = "SELECT 1 FROM messages WHERE store_id = @p1 AND id = @p2 AND conversation_id = @p3 AND kind = 0";

    /// <summary>Whether somebody has said this in the conversation.</summary>
    public static bool HasQuestion(this WriteSession session, string storeId, Guid conversationId, Guid id) =>
        session.Exists(Find, storeId, id, conversationId);
}
