using WorkSquared.Core.Events;

namespace WorkSquared.Core.Labels;

/// <summary>Puts labels on conversations and takes them off.</summary>
public interface ILabelCommands
{
    /// <returns>False when it was so already, and nothing was committed.</returns>
    /// <exception cref="CommandRefusedException">Nothing was committed; the message is a sentence for the person.</exception>
    Task<bool> ChangeAsync(ChangeLabel command, CancellationToken cancellationToken);
}

/// <param name="CommandId">Minted when the choice was made, so that it is carried out once however often it is sent.</param>
/// <param name="IsOn">Whether the conversation is to have the label.</param>
public sealed record ChangeLabel(string StoreId, Guid CommandId, Guid ConversationId, string Label, bool IsOn, Actor Actor);
