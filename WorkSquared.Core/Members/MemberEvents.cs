using WorkSquared.Core.Events;

namespace WorkSquared.Core.Members;

/// <summary>Somebody said who they are. Its id is the one of their actor from then on.</summary>
public sealed record UserCreated(Guid Id, string Name, DateTimeOffset CreatedAt) : WorkEvent;

public sealed record UserRenamed(Guid Id, string Name, DateTimeOffset CreatedAt) : WorkEvent;
