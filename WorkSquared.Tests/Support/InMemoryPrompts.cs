using WorkSquared.Core.Prompts;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>The prompts of an <see cref="InMemoryWorkspace"/>, as its log says.</summary>
internal sealed class InMemoryPrompts(InMemoryWorkspace workspace, TimeProvider time) : IPromptReader, IPromptCommands
{
    public Task<PromptLibrary> ReadAsync(Reader reader, CancellationToken cancellationToken) =>
        Task.FromResult(workspace.Log().Aggregate(PromptLibrary.Empty, (library, committed) => library.Apply(committed)));

    public Task SaveAsync(SavePrompt command, CancellationToken cancellationToken)
    {
        workspace.Commit(new PromptSaved(command.Id, command.Name, command.Text, time.GetUtcNow()), command.Actor, id: command.CommandId);
        return Task.CompletedTask;
    }

    public Task RemoveAsync(RemovePrompt command, CancellationToken cancellationToken)
    {
        workspace.Commit(new PromptRemoved(command.Id, time.GetUtcNow()), command.Actor, id: command.CommandId);
        return Task.CompletedTask;
    }
}
