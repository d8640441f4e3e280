using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Rights;

/// <summary>Whether somebody may add an event to a store's log, asked inside the transaction that adds it; and what they may see.</summary>
internal interface IRights
{
    /// <exception cref="CommandRefusedException"><see cref="Refusal.Forbidden"/>, or <see cref="Refusal.NotFound"/> where they must not learn that it is there.</exception>
    void Demand(WriteSession session, string storeId, ProposedEvent proposed);

    /// <summary>Whether the assistant may still work for somebody in a conversation: who may not ask any more gets no answer either.</summary>
    bool MayAsk(WriteSession session, string storeId, Guid conversationId, Actor person);

    /// <summary>Whether a conversation is there and somebody does not see it. Whoever has no role at all is told so when they write.</summary>
    bool Hides(WriteSession session, string storeId, Guid conversationId, Actor actor);

    /// <summary>What somebody may see, as the snapshot has it.</summary>
    Sight SightOf(WorkSquaredDbContext context, Reader reader);
}
