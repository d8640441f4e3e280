using System.Collections.Immutable;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Tasks;

/// <summary>Reads the tasks of a store, by page. Deleted ones are not there.</summary>
public interface ITaskReader
{
    /// <summary>At most <paramref name="count"/> tasks that are open, the newest first, and as many that are done, the last done first.</summary>
    /// <param name="shown">One to be read wherever it stands.</param>
    Task<TaskList> ReadAsync(Reader reader, int count, Guid? shown, CancellationToken cancellationToken);
}

/// <param name="Version">The position of the store's log up to which this is true.</param>
/// <param name="OpenCount">Of all that are open, and not of those read alone.</param>
/// <param name="DoneCount">The same of those that are done.</param>
/// <param name="Shown">The task that was asked for; null when there is none.</param>
public sealed record TaskList(
    long Version, ImmutableArray<ListedTask> Open, ImmutableArray<ListedTask> Done, int OpenCount, int DoneCount, ListedTask? Shown = null)
{
    public static TaskList Empty { get; } = new(0, [], [], 0, 0);
}

/// <param name="Origin">Null for one that stands alone, or whose conversation is gone.</param>
public sealed record ListedTask(WorkTask Task, TaskOrigin? Origin);

/// <param name="Title">The conversation's.</param>
/// <param name="TurnId">Of the message: it names its branch. Null without a message.</param>
public sealed record TaskOrigin(Guid ConversationId, string Title, Guid? MessageId, Guid? TurnId);
