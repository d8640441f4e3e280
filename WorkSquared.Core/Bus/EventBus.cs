using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Bus;

internal sealed class EventBus(ILogReader log, CoreMetrics metrics) : IEventBus
{
    private const int PageSize = 500;

    // Full means that the pump is behind: what does not fit is dropped, and CheckForLosses sends everyone back to the log.
    private readonly Channel<CommittedEvent[]> _outbox = Channel.CreateBounded<CommittedEvent[]>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true });

    private readonly SubscriptionIndex _subscriptions = new();
    private readonly ConcurrentDictionary<string, long> _committed = new();
    private readonly ConcurrentDictionary<string, long> _delivered = new();
    private ImmutableArray<Channel<CommittedEvent>> _listeners = [];

    /// <summary>Hands over what is durable and returns at once: the writer never waits for a subscriber.</summary>
    public void Publish(CommittedEvent[] events)
    {
        foreach (var committed in events)
        {
            _committed[committed.StoreId] = committed.Position;
        }

        _outbox.Writer.TryWrite(events);
    }

    public async IAsyncEnumerable<CommittedEvent> SubscribeAsync(
        string storeId, long after, Guid? topic, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var subscription = new Subscription(storeId, topic);

        // Listen first, read second. The other way round loses what is committed between the two.
        _subscriptions.Add(subscription);
        metrics.SubscriptionOpened();
        try
        {
            while (true)
            {
                while (subscription.IsBehind)
                {
                    subscription.CatchUp();
                    await foreach (var committed in ReadToHeadAsync(storeId, after, topic, cancellationToken))
                    {
                        after = committed.Position;
                        yield return committed;
                    }
                }

                while (subscription.TryRead(out var committed))
                {
                    // A wake-up without an event, or one that the log has given us already.
                    if (committed is not null && committed.Position > after)
                    {
                        after = committed.Position;
                        yield return committed;
                    }
                }

                if (!subscription.IsBehind)
                {
                    await subscription.WaitAsync(cancellationToken);
                }
            }
        }
        finally
        {
            _subscriptions.Remove(subscription);
            metrics.SubscriptionClosed();
        }
    }

    public async IAsyncEnumerable<CommittedEvent> ListenAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Full means that the listener is slow: the oldest hints go, since it looks in the database anyway.
        var channel = Channel.CreateBounded<CommittedEvent>(
            new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        ImmutableInterlocked.Update(ref _listeners, static (all, added) => all.Add(added), channel);
        try
        {
            await foreach (var committed in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return committed;
            }
        }
        finally
        {
            ImmutableInterlocked.Update(ref _listeners, static (all, removed) => all.Remove(removed), channel);
        }
    }

    /// <summary>Carries events from the writer to the subscribers until it is cancelled.</summary>
    public async Task PumpAsync(CancellationToken cancellationToken)
    {
        await foreach (var events in _outbox.Reader.ReadAllAsync(cancellationToken))
        {
            foreach (var committed in events)
            {
                Deliver(committed);
            }
        }
    }

    /// <summary>Sends the subscribers of a store to the log when something committed did not reach the pump.</summary>
    public void CheckForLosses()
    {
        foreach (var (storeId, committed) in _committed)
        {
            if (_delivered.GetValueOrDefault(storeId) < committed && _outbox.Reader.Count == 0)
            {
                _delivered[storeId] = committed;
                foreach (var subscription in _subscriptions.InStore(storeId))
                {
                    subscription.MarkBehind();
                }
            }
        }
    }

    private void Deliver(CommittedEvent committed)
    {
        foreach (var subscription in _subscriptions.Of(committed.StoreId, topic: null))
        {
            subscription.Offer(committed);
        }

        if (committed.Data.Topic is { } topic)
        {
            foreach (var subscription in _subscriptions.Of(committed.StoreId, topic))
            {
                subscription.Offer(committed);
            }
        }

        foreach (var listener in _listeners)
        {
            listener.Writer.TryWrite(committed);
        }

        _delivered[committed.StoreId] = committed.Position;
    }

    private async IAsyncEnumerable<CommittedEvent> ReadToHeadAsync(
        string storeId, long after, Guid? topic, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        LogPage page;
        do
        {
            page = await log.ReadAsync(storeId, after, PageSize, topic, cancellationToken);
            foreach (var committed in page.Events)
            {
                yield return committed;
            }

            after = page.Through;
        }
        while (!page.IsLast);
    }
}
