namespace WorkSquared.Web.Accounts.Resets;

/// <summary>A link that has not been used.</summary>
internal sealed class ResetLinkRow
{
    /// <summary>SHA-256 of what the link has: 256 random bits need no slow hash.</summary>
    public required byte[] Hash { get; init; }

    public required Guid AccountId { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public required bool WithoutSecondFactor { get; init; }
}
