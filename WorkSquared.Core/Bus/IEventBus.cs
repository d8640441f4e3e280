using WorkSquared.Core.Events;

namespace WorkSquared.Core.Bus;

/// <summary>Tells everyone who listens what was committed.</summary>
public interface IEventBus
{
    /// <summary>Everything of the store after <paramref name="after"/>, then everything that follows, each event once and in order.</summary>
    /// <param name="topic">Only the facts of this conversation; null for all of the store.</param>
    /// <remarks>Never completes by itself: cancel the token to unsubscribe. A reader that falls behind reads the log again; the publisher never waits for it.</remarks>
    IAsyncEnumerable<CommittedEvent> SubscribeAsync(string storeId, long after, Guid? topic, CancellationToken cancellationToken);

    /// <summary>What is committed from now on, in every store. Lossy: a hint for whoever looks for work in the database anyway.</summary>
    IAsyncEnumerable<CommittedEvent> ListenAsync(CancellationToken cancellationToken);
}
