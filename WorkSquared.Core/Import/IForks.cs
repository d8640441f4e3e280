using WorkSquared.Core.Events;

namespace WorkSquared.Core.Import;

/// <summary>Begins a conversation with what another one has up to a turn.</summary>
public interface IForks
{
    /// <returns>The new conversation; the same for every repetition of the same command.</returns>
    /// <exception cref="CommandRefusedException">Nothing was committed; the message says why.</exception>
    Task<Guid> ForkAsync(ForkConversation command, CancellationToken cancellationToken);
}

/// <param name="CommandId">Minted when the button was shown, so that a double click forks once.</param>
/// <param name="TurnId">The last turn to be taken along, with the branch before it.</param>
public sealed record ForkConversation(string StoreId, Guid CommandId, Guid ConversationId, Guid TurnId, Actor Actor);
