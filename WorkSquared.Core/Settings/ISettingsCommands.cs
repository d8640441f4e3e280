using WorkSquared.Core.Events;

namespace WorkSquared.Core.Settings;

/// <summary>Changes how a conversation is answered: from the next message on, or the next turn that is claimed.</summary>
public interface ISettingsCommands
{
    /// <returns>False when it was so already, and nothing was committed.</returns>
    /// <exception cref="CommandRefusedException">Nothing was committed; the message is a sentence for the person.</exception>
    Task<bool> ConfigureAsync(Configure command, CancellationToken cancellationToken);
}

/// <param name="CommandId">Minted when the form was shown, so that a double click saves once.</param>
/// <param name="Model">Absent leaves it as it is, null is the workspace's; as with the others.</param>
public sealed record Configure(
    string StoreId,
    Guid CommandId,
    Guid ConversationId,
    Actor Actor,
    Patch<string?> Model = default,
    Patch<string?> SystemPrompt = default,
    Patch<AnswerRule?> Answers = default);
