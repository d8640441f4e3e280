namespace WorkSquared.Core.Log;

/// <summary>An event as it lies in the table. Written once by <see cref="EventAppender"/>, never changed.</summary>
internal sealed class EventRow
{
    public required string StoreId { get; init; }

    public required long Position { get; init; }

    public required Guid Id { get; init; }

    public required Guid CommandId { get; init; }

    public required string Type { get; init; }

    public required int SchemaVersion { get; init; }

    public required string Actor { get; init; }

    public Guid? CausationId { get; init; }

    public required Guid CorrelationId { get; init; }

    /// <summary>The conversation it belongs to; null for a fact of the whole store.</summary>
    public Guid? Topic { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    public required string Payload { get; init; }

    public required byte[] PayloadHash { get; init; }

    public required byte[] Chain { get; init; }
}

/// <summary>The head of one log: the counter that makes positions gapless, and the last link of the chain.</summary>
internal sealed class StoreRow
{
    /// <summary>An empty log, unless there is one.</summary>
    public const string Create =
        "INSERT INTO stores (id, head, chain, projection_version) VALUES (@p1, 0, @p2, @p3) ON CONFLICT (id) DO NOTHING";

    public required string Id { get; init; }

    public required long Head { get; init; }

    /// <summary>Which <see cref="IProjection.Version"/> its projections were made with.</summary>
    public required int ProjectionVersion { get; init; }

    /// <summary>The head when this store began to keep reading marks.</summary>
    public long ReadingFrom { get; init; }

    public required byte[] Chain { get; init; }
}
