using WorkSquared.Core.Sharing;

namespace WorkSquared.Tests.Support;

/// <summary>Who sees a conversation, as the test has it, and what was chosen.</summary>
internal sealed class GivenSharing(InMemoryWorkspace workspace, TimeProvider time) : ISharingReader, ISharingCommands
{
    public ConversationSharing? Sharing { get; set; } = new(0, IsRestricted: false, []);

    public Task<ConversationSharing?> ReadAsync(Reader reader, Guid conversationId, CancellationToken cancellationToken) => Task.FromResult(Sharing);

    public Task<bool> RestrictAsync(Restrict command, CancellationToken cancellationToken)
    {
        Sharing = Sharing! with { IsRestricted = command.IsRestricted };
        workspace.Commit(
            command.IsRestricted
                ? new ConversationRestricted(command.ConversationId, time.GetUtcNow())
                : new ConversationOpened(command.ConversationId, time.GetUtcNow()),
            command.Actor,
            id: command.CommandId);
        return Task.FromResult(true);
    }

    public Task<bool> ShareAsync(Share command, CancellationToken cancellationToken)
    {
        Sharing = Sharing! with { People = command.IsShared ? Sharing.People.Add(command.UserId) : Sharing.People.Remove(command.UserId) };
        workspace.Commit(
            command.IsShared
                ? new ConversationShared(command.ConversationId, command.UserId, time.GetUtcNow())
                : new ConversationUnshared(command.ConversationId, command.UserId, time.GetUtcNow()),
            command.Actor,
            id: command.CommandId);
        return Task.FromResult(true);
    }
}
