using WorkSquared.Core.Events;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Bus;

/// <summary>Tells everyone who listens what was committed.</summary>
public interface IEventBus
{
    /// <summary>Everything of the store after <paramref name="after"/>, then everything that follows, each event once and in order: what the reader
    /// may see. Whoever loses sight of a conversation is told by the event that took it away, and hears nothing of it after that.</summary>
    /// <param name="topic">Only the facts of this conversation; null for all of the store.</param>
    /// <remarks>Never completes by itself: cancel the token to unsubscribe. A reader that falls behind reads the log again; the publisher never waits for it.</remarks>
    IAsyncEnumerable<CommittedEvent> SubscribeAsync(Reader reader, long after, Guid? topic, CancellationToken cancellationToken);

    /// <summary>What is committed from now on, in every store, for what works for everybody. Lossy: a hint for whoever looks for work in the database anyway.</summary>
    IAsyncEnumerable<CommittedEvent> ListenAsync(CancellationToken cancellationToken);
}
