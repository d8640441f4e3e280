using WorkSquared.Core.Cases;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Export;

/// <summary>Reads everything that ever happened in one conversation: all branches, all attempts, whatever was renamed.</summary>
public interface IConversationLog
{
    /// <summary>Its events in order of position, up to the head of the log at the first read. Nothing for a conversation that does not exist.</summary>
    IAsyncEnumerable<EventEnvelope> ReadAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken);
}
