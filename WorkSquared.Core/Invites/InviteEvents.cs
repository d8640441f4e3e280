using WorkSquared.Core.Events;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Invites;

/// <summary>Whoever has its link may come in once, until it expires. Never the secret, nor anything that follows from it.</summary>
/// <param name="Email">Whom it is for; absent for whoever has the link.</param>
public sealed record InviteCreated(Guid Id, Role Role, DateTimeOffset ExpiresAt, DateTimeOffset CreatedAt, string? Email = null) : WorkEvent;

public sealed record InviteRevoked(Guid Id, DateTimeOffset CreatedAt) : WorkEvent;

/// <summary>It is used up.</summary>
/// <param name="UserId">Who came in by it.</param>
public sealed record InviteAccepted(Guid Id, Guid UserId, DateTimeOffset CreatedAt) : WorkEvent;
