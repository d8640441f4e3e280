namespace WorkSquared.Core.Tokens;

/// <summary>Projection: what the log says of a token.</summary>
internal sealed class TokenRow
{
    public required string StoreId { get; init; }

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required Guid UserId { get; init; }

    public required TokenScope Scope { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>What the log must not hold. Not a projection: without its row a token is worth nothing, and a rebuild leaves it alone.</summary>
internal sealed class TokenSecretRow
{
    public required Guid TokenId { get; init; }

    /// <summary>SHA-256 of the secret: 256 random bits need no slow hash.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>To within an hour; null until the first use.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }
}
