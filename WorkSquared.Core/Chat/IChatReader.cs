using System.Collections.Immutable;

namespace WorkSquared.Core.Chat;

/// <summary>Reads conversations from the projections, by page: the cost does not depend on the length of the log.</summary>
/// <remarks>Runs on the thread pool, never on the caller's context: SQLite blocks its caller even in async methods.</remarks>
public interface IChatReader
{
    /// <summary>The newest <paramref name="window"/> messages and every open turn, all at one position; null when there is no such conversation.</summary>
    Task<Conversation?> OpenAsync(string storeId, Guid conversationId, int window, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="count"/> messages before a position, oldest first.</summary>
    Task<ImmutableList<Message>> ReadEarlierAsync(string storeId, Guid conversationId, long before, int count, CancellationToken cancellationToken);

    /// <summary>The newest <paramref name="count"/> conversations, newest first.</summary>
    Task<ConversationList> ListAsync(string storeId, int count, CancellationToken cancellationToken);
}
