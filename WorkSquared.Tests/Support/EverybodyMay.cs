using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Rights;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>For tests in which it does not matter who may.</summary>
internal sealed class EverybodyMay : IRights
{
    public void Demand(WriteSession session, string storeId, ProposedEvent proposed)
    {
    }

    public bool MayAsk(WriteSession session, string storeId, Guid conversationId, Actor person) => true;

    public bool Hides(WriteSession session, string storeId, Guid conversationId, Actor actor) => false;

    public Sight SightOf(WorkSquaredDbContext context, Reader reader) => Sight.Everything;
}
