using WorkSquared.Core.Events;

namespace WorkSquared.Core.Sharing;

/// <summary>Changes who sees a conversation.</summary>
/// <remarks>Every method throws <see cref="CommandRefusedException"/> when nothing was committed, with a sentence for the person.</remarks>
public interface ISharingCommands
{
    /// <returns>False when it was so already, and nothing was committed.</returns>
    Task<bool> RestrictAsync(Restrict command, CancellationToken cancellationToken);

    /// <returns>False when it was so already, and nothing was committed.</returns>
    Task<bool> ShareAsync(Share command, CancellationToken cancellationToken);
}

/// <param name="CommandId">Minted when the choice was made, so that it is carried out once however often it is sent.</param>
/// <param name="IsRestricted">Whether only its people are to see the conversation.</param>
public sealed record Restrict(string StoreId, Guid CommandId, Guid ConversationId, bool IsRestricted, Actor Actor);

/// <param name="CommandId">Minted when the choice was made.</param>
/// <param name="UserId">A member of the store, guests included.</param>
/// <param name="IsShared">Whether they are to be one of the conversation's people.</param>
public sealed record Share(string StoreId, Guid CommandId, Guid ConversationId, Guid UserId, bool IsShared, Actor Actor);
