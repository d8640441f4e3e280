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

    public WorkTask Apply(CommittedEvent committed) => Apply(committed.Data, committed.Actor);

    internal WorkTask Apply(WorkEvent data, Actor actor) => data switch
    {
        ITaskEvent other when other.Id != Id => this,
        TaskRenamed renamed => this with { Title = renamed.Title },
        TaskCompleted completed => this with { Completion = new Completion(completed.CreatedAt, actor) },
        TaskReopened => this with { Completion = null },
        TaskDeleted => this with { IsDeleted = true },
        TaskRestored => this with { IsDeleted = false },
        _ => this,
    };

    /// <returns>The task that the event begins; null for any other event.</returns>
    internal static WorkTask? BegunBy(WorkEvent data, Actor actor) => data switch
    {
        TaskCreated created => new(created.Id, created.Title, actor, created.CreatedAt, created.ConversationId, created.MessageId),
        TaskImported imported => From(imported),
        _ => null,
    };

    private static WorkTask From(TaskImported imported) => new(
        imported.Id, imported.Title, new Actor(imported.Author), imported.CreatedAt, imported.ConversationId, imported.MessageId)
    {
        Completion = imported is { CompletedAt: { } at, CompletedBy: { } by } ? new Completion(at, new Actor(by)) : null,
    };
}

public sealed record Completion(DateTimeOffset At, Actor By);
