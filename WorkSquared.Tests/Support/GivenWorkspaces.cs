using WorkSquared.Core.Workspaces;

namespace WorkSquared.Tests.Support;

/// <summary>The workspaces of whoever looks at the page, as the test says.</summary>
internal sealed class GivenWorkspaces : IWorkspaces
{
    public IReadOnlyList<OwnWorkspace> Own { get; set; } = [];

    /// <summary>Where each conversation is that the page may be asked for.</summary>
    public Dictionary<Guid, string> Conversations { get; } = [];

    public Task<IReadOnlyList<OwnWorkspace>> OfAsync(Guid accountId, CancellationToken cancellationToken) => Task.FromResult(Own);

    public Task<string?> WithConversationAsync(Guid accountId, Guid conversationId, string preferred, CancellationToken cancellationToken) =>
        Task.FromResult(Conversations.GetValueOrDefault(conversationId));

    public Task<string> CreateAsync(CreateWorkspace command, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RenameAsync(RenameWorkspace command, CancellationToken cancellationToken) => throw new NotSupportedException();
}
