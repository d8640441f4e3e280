namespace WorkSquared.Core.Sessions;

/// <summary>Somebody is signed in somewhere. Not a projection: what is over leaves no trace here, and the log has the signing in.</summary>
internal sealed class SessionRow
{
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the key: 256 random bits need no slow hash.</summary>
    public required byte[] KeyHash { get; init; }

    public required Guid AccountId { get; init; }

    public required string StoreId { get; init; }

    public required string Device { get; init; }

    public required string Proof { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>To within five minutes.</summary>
    public required DateTimeOffset SeenAt { get; init; }
}
