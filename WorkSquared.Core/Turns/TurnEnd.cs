using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

/// <summary>A turn that has ended, and the event that ended it.</summary>
internal sealed record TurnEnd(TurnRow Turn, WorkEvent Event)
{
    /// <returns>Null when the conversation has no such turn, or it is open.</returns>
    public static TurnEnd? Find(WorkSquaredDbContext context, string storeId, Guid conversationId, Guid turnId)
    {
        var turn = context.Turns.AsNoTracking()
            .SingleOrDefault(row => row.StoreId == storeId && row.Id == turnId && row.ConversationId == conversationId);
        return turn?.EndPosition is { } position
            ? new TurnEnd(turn, LogReader.ToEvent(context.Events.AsNoTracking().Single(row => row.StoreId == storeId && row.Position == position)).Data)
            : null;
    }
}
