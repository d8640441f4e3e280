namespace WorkSquared.Core.Members;

/// <summary>Projection: one person with a name.</summary>
internal sealed class MemberRow
{
    public required string StoreId { get; init; }

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Equal for names that would be taken for each other.</summary>
    public required string NameKey { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null for whoever may do nothing here: removed, or from the time before there were accounts.</summary>
    public Role? Role { get; init; }

    /// <summary>The position of the newest event that gave or took a role; null where none ever did.</summary>
    public long? RoleVersion { get; init; }

    /// <summary>In <see cref="InstanceStore"/> alone: since when the account is shut out.</summary>
    public DateTimeOffset? SuspendedAt { get; init; }

    /// <summary>The position of the newest event applied: one that is seen again changes nothing.</summary>
    public required long Version { get; init; }
}
