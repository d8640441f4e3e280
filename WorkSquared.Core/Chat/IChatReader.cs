namespace WorkSquared.Core.Chat;

/// <summary>Reads conversations from the projections, by page: the cost does not depend on the length of the log.</summary>
/// <remarks>Runs on the thread pool, never on the caller's context: SQLite blocks its caller even in async methods.</remarks>
public interface IChatReader
{
    /// <summary>The last <paramref name="window"/> questions of a branch with their answers, and every open turn, all at one position; null when
    /// there is no such conversation, or its time in the bin is over.</summary>
    /// <param name="turnId">A turn on the branch to be read; null, or unknown, for the branch that somebody asked something on last.</param>
    Task<Conversation?> OpenAsync(string storeId, Guid conversationId, Guid? turnId, int window, CancellationToken cancellationToken);

    /// <summary>The same for whoever wants to see one turn: it reaches back to it, however far it is from the end of its branch.</summary>
    Task<Conversation?> OpenAtAsync(string storeId, Guid conversationId, Guid turnId, int window, CancellationToken cancellationToken);

    /// <summary>Up to <paramref name="window"/> questions that come before a step of a branch, with their answers.</summary>
    Task<EarlierPart> ReadEarlierAsync(string storeId, Guid conversationId, BranchStep before, int window, CancellationToken cancellationToken);

    /// <summary>The first <paramref name="count"/> conversations of the menu: the pinned ones, then the others, each part newest first.</summary>
    Task<ConversationList> ListAsync(string storeId, int count, CancellationToken cancellationToken);
}
