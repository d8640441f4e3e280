using WorkSquared.Core.Events;

namespace WorkSquared.Core.Tasks;

/// <summary>Projection: one task.</summary>
internal sealed class TaskRow
{
    public required string StoreId { get; init; }

    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public Guid? ConversationId { get; init; }

    public Guid? MessageId { get; init; }

    /// <summary>Where it was made.</summary>
    public required long Position { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Empty while it is open.</summary>
    public required string CompletedBy { get; init; }

    /// <summary>0 while it is open.</summary>
    public required long CompletedPosition { get; init; }

    /// <summary>One that was deleted keeps its row: it can be restored.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The position of the newest event applied: one that is seen again changes nothing.</summary>
    public required long Version { get; init; }

    public WorkTask Task => new(Id, Title, new Actor(CreatedBy), CreatedAt, ConversationId, MessageId)
    {
        Completion = CompletedAt is { } at ? new Completion(at, new Actor(CompletedBy)) : null,
        IsDeleted = DeletedAt is not null,
    };
}
