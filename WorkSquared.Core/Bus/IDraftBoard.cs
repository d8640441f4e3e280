using System.Text.Json.Serialization;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Bus;

/// <summary>Answers while they are being written: the newest text of each, told to whoever watches, never in the log.</summary>
public interface IDraftBoard
{
    /// <summary>Replaces what is known of this turn's text.</summary>
    void Publish(Draft draft);

    /// <summary>Forgets the text of a turn that has ended or is given up.</summary>
    void Clear(Draft draft);

    /// <summary>The whole text so far of each answer in the conversation at once, then every newer text. Lossy: a slow watcher gets the latest, not all.</summary>
    /// <remarks>Ends within a second for whoever does not see the conversation, and otherwise never by itself: cancel the token to stop watching.</remarks>
    IAsyncEnumerable<Draft> WatchAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken);
}

/// <summary>The same texts, for whoever follows a whole store.</summary>
public interface IStoreDrafts
{
    /// <summary>Every newer text of every answer in the store that the reader may see, from now on. Lossy: a slow watcher misses texts, and the event that ends an answer has all of it.</summary>
    /// <remarks>Never completes by itself: cancel the token to stop watching.</remarks>
    IAsyncEnumerable<Draft> WatchAsync(Reader reader, CancellationToken cancellationToken);
}

/// <summary>The whole text of an answer so far.</summary>
/// <param name="Attempt">A higher attempt replaces the text of a lower one, never appends to it.</param>
/// <param name="Reasoning">What the model has thought so far; null when it has said nothing of the kind. Until there is text, it goes on.</param>
public sealed record Draft(
    string StoreId, Guid ConversationId, Guid TurnId, Guid AnswerId, int Attempt, string Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Reasoning? Reasoning = null);
