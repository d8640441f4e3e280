using WorkSquared.Core.Events;

namespace WorkSquared.Core.Tasks;

/// <summary>Something that is to be done. A pure fold.</summary>
/// <param name="ConversationId">Where it comes from; null for one that stands alone.</param>
/// <param name="MessageId">What it was made of.</param>
public sealed record WorkTask(
    Guid Id, string Title, Actor CreatedBy, DateTimeOffset CreatedAt, Guid? ConversationId = null, Guid? MessageId = null)
{
    /// <summary>Null while it is open.</summary>
    public Completion? Completion { get; init; }

    public bool IsDone => Completion is not null;

    public bool IsDeleted { get; init; }

    public WorkTask Apply(CommittedEvent committed) => committed.Data switch
    {
        ITaskEvent other when other.Id != Id => this,
        TaskRenamed renamed => this with { Title = renamed.Title },
        TaskCompleted completed => this with { Completion = new Completion(completed.CreatedAt, committed.Actor) },
        TaskReopened => this with { Completion = null },
        TaskDeleted => this with { IsDeleted = true },
        TaskRestored => this with { IsDeleted = false },
        _ => this,
    };

    internal static WorkTask From(TaskCreated created, Actor creator) =>
        new(created.Id, created.Title, creator, created.CreatedAt, created.ConversationId, created.MessageId);
}

public sealed record Completion(DateTimeOffset At, Actor By);
