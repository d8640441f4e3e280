using WorkSquared.Core.Import;

namespace WorkSquared.Tests.Support;

/// <summary>Notes what was to be forked, and says that it was.</summary>
internal sealed class InMemoryForks : IForks
{
    public List<ForkConversation> Commands { get; } = [];

    public Task<Guid> ForkAsync(ForkConversation command, CancellationToken cancellationToken)
    {
        Commands.Add(command);
        return Task.FromResult(command.CommandId);
    }
}
