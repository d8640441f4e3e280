using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Chat;

/// <summary>Reads conversations from the projections, by page: the cost does not depend on the length of the log.</summary>
/// <remarks>Runs on the thread pool, never on the caller's context: SQLite blocks its caller even in async methods.</remarks>
public interface IChatReader
{
    /// <summary>The last <paramref name="window"/> questions of a branch with their answers, and every open turn, all at one position; null when
    /// there is no such conversation, or its time in the bin is over.</summary>
    /// <param name="turnId">A turn on the branch to be read; null, or unknown, for the branch that somebody asked something on last.</param>
    Task<Conversation?> OpenAsync(Reader reader, Guid conversationId, Guid? turnId, int window, CancellationToken cancellationToken);

    /// <summary>The same for whoever wants to see one turn: as many questions around it, however far it is from the end of its branch.</summary>
    /// <param name="tip">A turn on the branch, at or after it; null for the branch that somebody asked something on last after it.</param>
    Task<Conversation?> OpenAtAsync(Reader reader, Guid conversationId, Guid turnId, Guid? tip, int window, CancellationToken cancellationToken);

    /// <summary>The first <paramref name="count"/> conversations of the menu: the pinned ones, then the others, each part newest first.</summary>
    Task<ConversationList> ListAsync(Reader reader, int count, CancellationToken cancellationToken);
}
