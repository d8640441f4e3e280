using WorkSquared.Core.Settings;

namespace WorkSquared.Tests.Support;

/// <summary>The settings of the conversations of an <see cref="InMemoryWorkspace"/>.</summary>
internal sealed class InMemorySettings(InMemoryWorkspace workspace, TimeProvider time) : ISettingsCommands
{
    public Task<bool> ConfigureAsync(Configure command, CancellationToken cancellationToken)
    {
        if (workspace.Refusal is not null)
        {
            throw workspace.Refusal;
        }

        var configured = new ConversationConfigured(
            command.ConversationId, time.GetUtcNow(), command.Model, command.SystemPrompt, command.Answers);
        workspace.Commit(configured, command.Actor, id: command.CommandId);
        return Task.FromResult(true);
    }
}
