namespace WorkSquared.Core.Workspaces;

/// <summary>Projection: what a store is called, once somebody has named it.</summary>
internal sealed class WorkspaceRow
{
    public required string StoreId { get; init; }

    public required string Name { get; init; }

    /// <summary>The position of the newest event applied: one that is seen again changes nothing.</summary>
    public required long Version { get; init; }
}
