using WorkSquared.Core.Events;

namespace WorkSquared.Core.Members;

/// <summary>The instance has its first administrator. There is one such event at most: all attempts have the same command id.</summary>
public sealed record AdministratorAppointed(Guid UserId, DateTimeOffset CreatedAt) : WorkEvent;

/// <summary>A member has this role from now on, and no other.</summary>
public sealed record RoleGranted(Guid UserId, Role Role, DateTimeOffset CreatedAt) : WorkEvent;

/// <summary>A member has no role any more. What they wrote stays, under their name.</summary>
public sealed record MemberRemoved(Guid UserId, DateTimeOffset CreatedAt) : WorkEvent;

/// <summary>An account is shut out of the whole instance.</summary>
public sealed record MemberSuspended(Guid UserId, DateTimeOffset CreatedAt) : WorkEvent;

public sealed record MemberReinstated(Guid UserId, DateTimeOffset CreatedAt) : WorkEvent;
