using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Usage;

/// <summary>Projection: what one attempt is charged with: its reservation, until it is known what it used.</summary>
internal sealed class UsageRow : IOfConversation
{
    public required string StoreId { get; init; }

    public required Guid TurnId { get; init; }

    /// <summary>Of the attempt.</summary>
    public required int Number { get; init; }

    public required Guid ConversationId { get; init; }

    /// <summary>The person on whose behalf it was made.</summary>
    public required string Member { get; init; }

    /// <summary>As we asked for it.</summary>
    public required string ModelId { get; init; }

    /// <summary>UTC; the day on which it was sent, whenever it ended.</summary>
    public required DateOnly Day { get; init; }

    public required bool IsSettled { get; init; }

    public required long InputTokens { get; init; }

    public required long CachedInputTokens { get; init; }

    public required long OutputTokens { get; init; }

    public required long CostMicros { get; init; }

    /// <summary>Empty when there is no price.</summary>
    public required string Currency { get; init; }
}

/// <summary>Projection: the running sums of <see cref="UsageRow"/>, so that a cap is checked by reading a few rows, however busy the day.</summary>
internal sealed class UsageDayRow
{
    public required string StoreId { get; init; }

    public required DateOnly Day { get; init; }

    public required string Member { get; init; }

    public required string ModelId { get; init; }

    public required string Currency { get; init; }

    public required long Requests { get; init; }

    public required long InputTokens { get; init; }

    public required long CachedInputTokens { get; init; }

    public required long OutputTokens { get; init; }

    /// <summary>How much of input and output is not settled: under way, or never to be known.</summary>
    public required long ReservedTokens { get; init; }

    public required long CostMicros { get; init; }
}
