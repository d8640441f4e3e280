using System.Threading.Channels;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Bus;

/// <summary>One listener's queue. Full means behind: from then on nothing is queued until the listener has read the log.</summary>
internal sealed class Subscription(string storeId, Guid? topic)
{
    private const int Capacity = 256;

    private readonly Channel<CommittedEvent?> _channel = Channel.CreateBounded<CommittedEvent?>(
        new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    // Whoever has just subscribed has not read anything yet.
    private volatile bool _isBehind = true;

    public string StoreId { get; } = storeId;

    public Guid? Topic { get; } = topic;

    public bool IsBehind => _isBehind;

    /// <returns>False when it has just fallen behind.</returns>
    public bool Offer(CommittedEvent committed)
    {
        // Once one event was dropped, a later one must not get past it.
        if (_isBehind || _channel.Writer.TryWrite(committed))
        {
            return true;
        }

        MarkBehind();
        return false;
    }

    public void MarkBehind()
    {
        _isBehind = true;

        // Wakes a listener that emptied its queue meanwhile; if the queue is still full, the listener is awake.
        _channel.Writer.TryWrite(null);
    }

    /// <summary>Call this before the log is read: what is committed after the reading will be queued again.</summary>
    public void CatchUp() => _isBehind = false;

    public bool TryRead(out CommittedEvent? committed) => _channel.Reader.TryRead(out committed);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _channel.Reader.WaitToReadAsync(cancellationToken);
}
