using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Rights;

namespace WorkSquared.Tests.Support;

/// <summary>For tests in which it does not matter who may.</summary>
internal sealed class EverybodyMay : IRights
{
    public void Demand(WriteSession session, string storeId, ProposedEvent proposed)
    {
    }

    public bool MayAsk(WriteSession session, string storeId, Actor person) => true;
}
