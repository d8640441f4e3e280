using WorkSquared.Core.Events;

namespace WorkSquared.Core.Prompts;

/// <summary>What anybody may do with the prompts of a store.</summary>
/// <remarks>Every method throws <see cref="CommandRefusedException"/> when nothing was committed, with a sentence for the person.</remarks>
public interface IPromptCommands
{
    /// <summary>Adds a prompt, changes it, or brings it back after it was removed.</summary>
    Task SaveAsync(SavePrompt command, CancellationToken cancellationToken);

    /// <summary>A prompt that is gone already stays so.</summary>
    Task RemoveAsync(RemovePrompt command, CancellationToken cancellationToken);
}

/// <param name="CommandId">Minted when the form was shown, so that a double click saves once.</param>
public sealed record SavePrompt(string StoreId, Guid CommandId, Guid Id, string Name, string Text, Actor Actor);

/// <param name="CommandId">Minted when the button was shown.</param>
public sealed record RemovePrompt(string StoreId, Guid CommandId, Guid Id, Actor Actor);
