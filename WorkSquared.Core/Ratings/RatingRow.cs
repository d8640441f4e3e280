namespace WorkSquared.Core.Ratings;

/// <summary>Projection: what one person thinks of one answer.</summary>
internal sealed class RatingRow
{
    public required string StoreId { get; init; }

    /// <summary>The answer's message id.</summary>
    public required Guid ResponseId { get; init; }

    public required string Actor { get; init; }

    public required Guid ConversationId { get; init; }

    /// <summary>An opinion that was taken back keeps its row: it tells that what was said before is old.</summary>
    public required Rating Rating { get; init; }

    public string? Comment { get; init; }

    /// <summary>The position of the newest event applied: one that is seen again changes nothing.</summary>
    public required long Version { get; init; }
}
