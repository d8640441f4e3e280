using WorkSquared.Core.Events;

namespace WorkSquared.Core.Workspaces;

/// <summary>The first event of a workspace's own log. The one of the settings has none: it is there from the start.</summary>
/// <param name="Id">The store's.</param>
public sealed record WorkspaceCreated(string Id, string Name, DateTimeOffset CreatedAt) : WorkEvent;

public sealed record WorkspaceRenamed(string Name, DateTimeOffset CreatedAt) : WorkEvent;
