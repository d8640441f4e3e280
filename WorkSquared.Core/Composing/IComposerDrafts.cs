using WorkSquared.Core.Events;

namespace WorkSquared.Core.Composing;

/// <summary>What each person is writing and has not sent, by conversation. It is no event: it is in a table of its own, and not in the log.</summary>
public interface IComposerDrafts
{
    /// <summary>The conversation that has not begun yet: its draft is the same at every address of a new one.</summary>
    static readonly Guid OfNewConversation = Guid.Empty;

    Task<ComposerDrafts> ReadAsync(string storeId, Actor person, Guid conversationId, CancellationToken cancellationToken);

    /// <summary>On the disk when it returns. It replaces the draft that the writer has seen, and no other.</summary>
    /// <exception cref="CommandRefusedException">Nothing was saved; the message is a sentence for the person.</exception>
    Task<DraftSaving> SaveAsync(SaveDraft command, CancellationToken cancellationToken);

    /// <summary>The version of what stands there now, then of every change by any page of the person; null when there is nothing any more.
    /// Lossy when the watcher is slow: a later version says more.</summary>
    /// <remarks>Never completes by itself: cancel the token to stop watching.</remarks>
    IAsyncEnumerable<Guid?> WatchAsync(string storeId, Actor person, Guid conversationId, CancellationToken cancellationToken);
}

/// <summary>An edit of an earlier message has a place beside what is being written to follow the last one.</summary>
public sealed record ComposerDrafts(ComposerDraft? Text, ComposerDraft? Edit);

/// <param name="Version">Minted by the page that wrote it.</param>
/// <param name="CommandId">The command that will send it, so that it can't be sent twice from two pages.</param>
/// <param name="ReplacesMessageId">The message that it is an edit of.</param>
public sealed record ComposerDraft(Guid Version, string Text, Guid CommandId, Guid? ReplacesMessageId);

/// <param name="Text">Null when there is nothing more to be kept.</param>
/// <param name="Version">New with each request.</param>
/// <param name="Seen">The version that the writer has taken over, and those that it has written since: an answer may have got lost.</param>
public sealed record SaveDraft(
    string StoreId,
    Actor Person,
    Guid ConversationId,
    bool IsEdit,
    string? Text,
    Guid CommandId,
    Guid? ReplacesMessageId,
    Guid Version,
    IReadOnlyCollection<Guid> Seen);

/// <param name="Current">What stands there now.</param>
public sealed record DraftSaving(DraftOutcome Outcome, ComposerDraft? Current);

public enum DraftOutcome
{
    Saved,

    /// <summary>Somewhere else the person has written what this writer has not seen. Nothing was changed.</summary>
    Overtaken,

    /// <summary>Its command is in the log already: it is a message by now, and no draft.</summary>
    Sent,
}
