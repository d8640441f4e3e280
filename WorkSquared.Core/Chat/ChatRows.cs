namespace WorkSquared.Core.Chat;

/// <summary>Projection: one line of the side menu.</summary>
internal sealed class ConversationRow
{
    public required string StoreId { get; init; }

    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required long LastPosition { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    public required int OpenTurns { get; init; }

    /// <summary>The position of the newest event applied: one that is seen again changes nothing.</summary>
    public required long Version { get; init; }
}

/// <summary>Projection: one entry of a transcript.</summary>
internal sealed class MessageRow
{
    public required string StoreId { get; init; }

    public required Guid ConversationId { get; init; }

    public required long Position { get; init; }

    public required Guid Id { get; init; }

    public required Guid TurnId { get; init; }

    public required MessageKind Kind { get; init; }

    public required string Author { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? ResponseTo { get; init; }

    public required string ModelId { get; init; }

    public required string Reason { get; init; }

    public required bool Retryable { get; init; }
}
