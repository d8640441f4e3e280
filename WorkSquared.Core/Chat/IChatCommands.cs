using WorkSquared.Core.Events;

namespace WorkSquared.Core.Chat;

/// <summary>What a person may do in a conversation. Each command checks its rule, then commits facts.</summary>
/// <remarks>Every method throws <see cref="CommandRefusedException"/> when nothing was committed, with a sentence for the person.</remarks>
public interface IChatCommands
{
    /// <summary>Says something, and creates the conversation when this is the first thing said in it.</summary>
    /// <returns>Where the message stands in the log; the same for every repetition of the same command.</returns>
    Task<SentMessage> SendAsync(SendMessage command, CancellationToken cancellationToken);

    /// <summary>Asks for the turn to end. Pressed twice, or after the answer came, it changes nothing.</summary>
    Task StopAsync(string storeId, Guid conversationId, Guid turnId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Asks for a message to be answered again, in a new turn.</summary>
    /// <param name="commandId">Minted when the button was shown, so that a double click asks once.</param>
    Task RetryAsync(string storeId, Guid conversationId, Guid questionId, Guid commandId, Actor actor, CancellationToken cancellationToken);

    Task RenameAsync(string storeId, Guid conversationId, string title, Guid commandId, Actor actor, CancellationToken cancellationToken);
}

/// <param name="CommandId">Minted when the person started to write; also the message's id.</param>
public sealed record SendMessage(string StoreId, Guid CommandId, Guid ConversationId, string Text, Actor Author);

/// <param name="IsDuplicate">The same command had been committed before.</param>
public sealed record SentMessage(Guid MessageId, long Position, bool IsDuplicate);
