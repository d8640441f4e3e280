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

    /// <summary>Asks for a question to be answered again, in a new turn.</summary>
    /// <returns>The turn that answers it: the new one, or one that is under way for the same question already.</returns>
    Task<Guid> AskAgainAsync(AskAgain command, CancellationToken cancellationToken);

    Task RenameAsync(string storeId, Guid conversationId, string title, Guid commandId, Actor actor, CancellationToken cancellationToken);
}

/// <param name="CommandId">Minted when the person started to write; also the message's id.</param>
/// <param name="AfterTurnId">The last node of the branch that the sender sees; null for the newest branch.</param>
/// <param name="ReplacesMessageId">The question that this one is an edit of: it starts a branch of its own.</param>
/// <param name="Seen">The last position that a sender who was away had seen: when other people have written since, it is refused as
/// <see cref="Refusal.Outdated"/>. Null for whoever was there all the time.</param>
public sealed record SendMessage(
    string StoreId,
    Guid CommandId,
    Guid ConversationId,
    string Text,
    Actor Author,
    Guid? AfterTurnId = null,
    Guid? ReplacesMessageId = null,
    long? Seen = null)
{
    /// <summary>It was written on a page: the draft that it was goes in the same transaction.</summary>
    public bool ClearsDraft { get; init; }

    /// <summary>The message's id; null for the command's.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>If it begins its conversation, nobody but its author sees that from the first instant on; in one that is there it changes nothing.</summary>
    public bool BeginsRestricted { get; init; }

    /// <summary>If the replaced question still waits in line it is withdrawn: nobody would read its answer.</summary>
    public bool WithdrawsReplaced { get; init; }
}

/// <param name="TurnId">The turn that it opened, by which its branch is found.</param>
/// <param name="IsDuplicate">The same command had been committed before.</param>
public sealed record SentMessage(Guid MessageId, Guid TurnId, long Position, bool IsDuplicate);

/// <param name="CommandId">Minted when the button was shown, so that a double click asks once.</param>
/// <param name="TurnId">The turn whose end the person saw.</param>
/// <param name="Reason">A retry takes the place of an end without an answer, and so does the first answer to what was said among people; anything
/// else adds an answer beside the one there is.</param>
/// <param name="Model">The model that is to answer; null for the conversation's, or for the one that a retry takes up.</param>
public sealed record AskAgain(
    string StoreId, Guid CommandId, Guid ConversationId, Guid TurnId, RequestReason Reason, Actor Actor, string? Model = null);
