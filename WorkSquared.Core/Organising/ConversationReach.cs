using WorkSquared.Core.Log;

namespace WorkSquared.Core.Organising;

internal static class ConversationReach
{
    /// <summary>The same for a command that may come again: it was checked the first time.</summary>
    public static void CheckIsInReach(this WriteSession session, string storeId, Guid conversationId, Guid commandId)
    {
        if (!session.HasCommand(storeId, commandId))
        {
            session.CheckIsInReach(storeId, conversationId);
        }
    }

    /// <summary>A new command reaches a conversation in the menu or in the archive.</summary>
    /// <exception cref="CommandRefusedException">There is no such conversation, or it is in the bin.</exception>
    public static void CheckIsInReach(this WriteSession session, string storeId, Guid conversationId)
    {
        switch (session.KeepingOf(storeId, conversationId))
        {
            case null:
                throw new CommandRefusedException(Refusal.NotFound, "There is no such conversation.");
            case Keeping.Bin:
                throw Deletion.Refused();
        }
    }
}
