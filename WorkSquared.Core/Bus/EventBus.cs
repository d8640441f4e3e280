using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Bus;

internal sealed class EventBus(ILogReader log, ISight sight, CoreMetrics metrics, TimeProvider time) : IEventBus
{
    private const int PageSize = 500;

    // Full means that the pump is behind: what does not fit is dropped, and its subscribers are sent back to the log.
    private readonly Channel<CommittedEvent[]> _outbox = Channel.CreateBounded<CommittedEvent[]>(
        new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true });

    private readonly SubscriptionIndex _subscriptions = new();
    private ImmutableArray<Channel<CommittedEvent>> _listeners = [];

    /// <summary>Hands over what is durable and returns at once: the writer never waits for a subscriber.</summary>
    public void Publish(CommittedEvent[] events)
    {
        if (_outbox.Writer.TryWrite(events))
        {
            return;
        }

        // Before anything later can be published: the log has these events already, and whoever is behind reads them there.
        foreach (var storeId in events.Select(committed => committed.StoreId).Distinct())
        {
            foreach (var subscription in _subscriptions.InStore(storeId))
            {
                subscription.MarkBehind();
                metrics.SubscriberFellBehind();
            }
        }
    }

    /// <summary>Another process has written: what it committed was never published here, and is in the log.</summary>
    public void SendBackToTheLog()
    {
        foreach (var subscription in _subscriptions.All)
        {
            subscription.MarkBehind();
        }
    }

    public async IAsyncEnumerable<CommittedEvent> SubscribeAsync(
        Reader reader, long after, Guid? topic, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new SeenEvents(sight, reader, time);
        await foreach (var committed in SubscribeToAllAsync(reader.StoreId, after, topic, cancellationToken))
        {
            if (await seen.SeesAsync(committed, cancellationToken))
            {
                yield return committed;
            }
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

    private async IAsyncEnumerable<CommittedEvent> SubscribeToAllAsync(
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

    private void Deliver(CommittedEvent committed)
    {
        foreach (var subscription in _subscriptions.Of(committed.StoreId, topic: null))
        {
            Offer(subscription, committed);
        }

        if (committed.Data.Topic is { } topic)
        {
            foreach (var subscription in _subscriptions.Of(committed.StoreId, topic))
            {
                Offer(subscription, committed);
            }
        }

        foreach (var listener in _listeners)
        {
            listener.Writer.TryWrite(committed);
        }
    }

    private void Offer(Subscription subscription, CommittedEvent committed)
    {
        if (!subscription.Offer(committed))
        {
            metrics.SubscriberFellBehind();
        }
    }
}
