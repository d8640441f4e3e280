using System.Collections.Immutable;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Tasks;

/// <summary>The tasks that were made of one message. A pure fold.</summary>
/// <param name="All">In the order in which they were made; deleted ones as well, since an Undo brings them back.</param>
public sealed record MessageTasks(ImmutableArray<WorkTask> All)
{
    public static MessageTasks None { get; } = new([]);

    public bool HasAny => All.Any(task => !task.IsDeleted);

    public IEnumerable<WorkTask> Present => All.Where(task => !task.IsDeleted);

    public bool Has(Guid task) => All.Any(each => each.Id == task);

    internal MessageTasks Apply(CommittedEvent committed) => committed.Data switch
    {
        ITaskEvent begun when !Has(begun.Id) => WorkTask.BegunBy(committed.Data, committed.Actor) is { } task ? new(All.Add(task)) : this,
        ITaskEvent change when Has(change.Id) => new([.. All.Select(task => task.Apply(committed))]),
        _ => this,
    };
}
