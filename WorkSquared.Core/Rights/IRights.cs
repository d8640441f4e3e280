using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Rights;

/// <summary>Whether somebody may add an event to a store's log, asked inside the transaction that adds it.</summary>
internal interface IRights
{
    /// <exception cref="CommandRefusedException"><see cref="Refusal.Forbidden"/>, or <see cref="Refusal.NotFound"/> where they must not learn that it is there.</exception>
    void Demand(WriteSession session, string storeId, ProposedEvent proposed);

    /// <summary>Whether the assistant may still work for somebody: who may not ask any more gets no answer either.</summary>
    bool MayAsk(WriteSession session, string storeId, Actor person);
}
