using System.Text;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Verification;

/// <summary>Walks along one store's log, event by event, and notes what does not fit.</summary>
internal sealed class ChainCheck(string storeId, Action<string> fault)
{
    private byte[] _chain = EventHash.Genesis;

    public long Position { get; private set; }

    public string Anchor => $"{storeId} {Position} {Convert.ToHexStringLower(_chain)}";

    public void Add(EventRow row, CommittedEvent committed)
    {
        if (row.Position != Position + 1)
        {
            fault($"{storeId}: position {row.Position} follows {Position}; positions have no gaps.");
        }

        if (!row.PayloadHash.AsSpan().SequenceEqual(EventHash.OfPayload(Encoding.UTF8.GetBytes(row.Payload))))
        {
            fault($"{storeId}: the payload at position {row.Position} is not the one that was committed.");
        }

        if (!row.Chain.AsSpan().SequenceEqual(EventHash.Chain(_chain, committed, row.SchemaVersion, row.PayloadHash)))
        {
            fault($"{storeId}: the chain breaks at position {row.Position}: this event or an earlier one was changed, removed or moved.");
        }

        // The topic lies outside the chain, because the payload has it already: where the two differ, readers would miss the event.
        if (row.Topic != committed.Data.Topic)
        {
            fault($"{storeId}: the event at position {row.Position} is filed under another conversation than its own.");
        }

        Position = row.Position;
        _chain = row.Chain;
    }

    public void CheckHead(StoreRow head)
    {
        if (head.Head != Position || !head.Chain.AsSpan().SequenceEqual(_chain))
        {
            fault($"{storeId}: the log ends at position {Position}, its counter says {head.Head}: events are missing at the end, or were added past the writer.");
        }
    }
}
