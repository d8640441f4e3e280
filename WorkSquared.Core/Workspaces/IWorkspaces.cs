using WorkSquared.Core.Events;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Workspaces;

/// <summary>The workspaces of the instance: each is a store, with a log, members and a budget of its own.</summary>
public interface IWorkspaces
{
    /// <summary>Makes one, whose owner is whoever makes it: an administrator of the instance. The same command twice makes one.</summary>
    /// <returns>The id of its store.</returns>
    Task<string> CreateAsync(CreateWorkspace command, CancellationToken cancellationToken);

    Task RenameAsync(RenameWorkspace command, CancellationToken cancellationToken);

    /// <summary>Those that somebody belongs to, as the database has it at this instant, by name.</summary>
    Task<IReadOnlyList<OwnWorkspace>> OfAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>That one of somebody's workspaces in which a conversation is.</summary>
    /// <param name="preferred">If the conversation is there, too: an archive that was imported into both has brought it to both.</param>
    /// <returns>Null when it is in none of them.</returns>
    Task<string?> WithConversationAsync(Guid accountId, Guid conversationId, string preferred, CancellationToken cancellationToken);
}

/// <param name="Actor">Who makes it, and will own it.</param>
public sealed record CreateWorkspace(Guid CommandId, string Name, Actor Actor);

public sealed record RenameWorkspace(string StoreId, Guid CommandId, string Name, Actor Actor);

/// <param name="Role">What they may do there.</param>
public sealed record OwnWorkspace(string StoreId, string Name, Role Role);
