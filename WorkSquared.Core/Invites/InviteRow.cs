using WorkSquared.Core.Members;

namespace WorkSquared.Core.Invites;

/// <summary>Projection: what the log says of an invite.</summary>
internal sealed class InviteRow
{
    public required string StoreId { get; init; }

    public required Guid Id { get; init; }

    public required Role Role { get; init; }

    public string? Email { get; init; }

    /// <summary>The actor who made it.</summary>
    public required string InvitedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Since when it is used up or revoked.</summary>
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>What the log must not hold. Not a projection: without its row an invite is worth nothing, and a rebuild leaves it alone.</summary>
internal sealed class InviteSecretRow
{
    public required Guid InviteId { get; init; }

    /// <summary>SHA-256 of the secret: 128 random bits need no slow hash.</summary>
    public required byte[] Hash { get; init; }
}
