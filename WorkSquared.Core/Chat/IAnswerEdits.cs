using WorkSquared.Core.Events;

namespace WorkSquared.Core.Chat;

/// <summary>Puts a person's own version of an answer beside it.</summary>
public interface IAnswerEdits
{
    /// <summary>The edited text is an answer on a branch of its own: the original stays, and from there on the model takes it for what was said.</summary>
    /// <returns>The turn that it answers, by which its branch is found; the same for every repetition of the same command.</returns>
    /// <exception cref="CommandRefusedException">Nothing was committed; the message is a sentence for the person.</exception>
    Task<Guid> EditAsync(EditAnswer command, CancellationToken cancellationToken);
}

/// <param name="CommandId">Minted when the editor was shown, so that a double click edits once.</param>
/// <param name="ResponseId">The answer's message id.</param>
public sealed record EditAnswer(string StoreId, Guid CommandId, Guid ConversationId, Guid ResponseId, string Text, Actor Actor);
