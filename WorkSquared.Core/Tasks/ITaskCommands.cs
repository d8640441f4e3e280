using WorkSquared.Core.Events;

namespace WorkSquared.Core.Tasks;

/// <summary>What anybody may do with the tasks of a store.</summary>
/// <remarks>Every method throws <see cref="CommandRefusedException"/> when nothing was committed, with a sentence for the person.</remarks>
public interface ITaskCommands
{
    /// <returns>False when this command had made it before.</returns>
    Task<bool> CreateAsync(CreateTask command, CancellationToken cancellationToken);

    /// <returns>False when it was called so already, and nothing was committed.</returns>
    Task<bool> RenameAsync(RenameTask command, CancellationToken cancellationToken);

    /// <returns>False when it was so already, and nothing was committed.</returns>
    Task<bool> ChangeAsync(ChangeTask command, CancellationToken cancellationToken);
}

public enum TaskAct
{
    Complete,
    Reopen,
    Delete,

    /// <summary>After it was deleted, however long ago.</summary>
    Restore,
}

/// <param name="CommandId">The task's id as well. Minted when the button or the form was shown, so that a double click makes one task.</param>
/// <param name="ConversationId">Where it comes from; null for a task that stands alone.</param>
/// <param name="MessageId">A message of that conversation.</param>
public sealed record CreateTask(
    string StoreId, Guid CommandId, string Title, Actor Actor, Guid? ConversationId = null, Guid? MessageId = null);

/// <param name="ConversationId">Where the task comes from.</param>
public sealed record RenameTask(string StoreId, Guid CommandId, Guid Id, Guid? ConversationId, string Title, Actor Actor);

/// <param name="ConversationId">Where the task comes from.</param>
public sealed record ChangeTask(string StoreId, Guid CommandId, Guid Id, Guid? ConversationId, TaskAct Act, Actor Actor);
