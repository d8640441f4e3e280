using WorkSquared.Core.Events;

namespace WorkSquared.Core.Audit;

/// <summary>What matters to whoever must know later who did what: in the log of the instance, and never with anything that somebody typed.</summary>
public abstract record AuditEvent : WorkEvent;

/// <param name="Proof">How they proved who they are: <c>password</c>, <c>passkey</c>, <c>oidc</c> …</param>
public sealed record SignedIn(Guid UserId, string Proof, DateTimeOffset CreatedAt) : AuditEvent;

/// <summary>Somebody could not prove who they are. Never what they typed: it may be a password, or the name of another account.</summary>
/// <param name="Reason">One word of ours.</param>
/// <param name="UserId">The account that they tried, if there is one.</param>
public sealed record SignInFailed(string Reason, DateTimeOffset CreatedAt, Guid? UserId = null) : AuditEvent;

public sealed record SignedOut(Guid UserId, DateTimeOffset CreatedAt) : AuditEvent;

/// <param name="UserId">Whose it is; the actor is whoever changed it.</param>
public sealed record PasswordChanged(Guid UserId, DateTimeOffset CreatedAt) : AuditEvent;

/// <summary>Somebody can set another password by a link. Never the link.</summary>
/// <param name="UserId">Whose it is; the actor is whoever made it.</param>
/// <param name="WithoutSecondFactor">Whether using it turns the second factor off, too.</param>
public sealed record ResetLinkCreated(Guid UserId, bool WithoutSecondFactor, DateTimeOffset CreatedAt) : AuditEvent;

public sealed record SecondFactorTurnedOn(Guid UserId, DateTimeOffset CreatedAt) : AuditEvent;

public sealed record SecondFactorTurnedOff(Guid UserId, DateTimeOffset CreatedAt) : AuditEvent;

public sealed record PasskeyAdded(Guid UserId, DateTimeOffset CreatedAt) : AuditEvent;

public sealed record PasskeyRemoved(Guid UserId, DateTimeOffset CreatedAt) : AuditEvent;

/// <summary>Somebody took a file with them. Not which conversation: whoever reads this may not know that it is there.</summary>
/// <param name="StoreId">The workspace that it is of.</param>
/// <param name="What">A word of ours: <c>md</c>, <c>html</c> or <c>json</c> of one conversation, <c>zip</c> of all that they see.</param>
public sealed record Exported(Guid UserId, string StoreId, string What, DateTimeOffset CreatedAt) : AuditEvent;

/// <summary>Somebody looked at a log.</summary>
/// <param name="StoreId">Which one.</param>
/// <param name="What">A word of ours: <c>list</c>, <c>payload</c> or <c>download</c>.</param>
/// <param name="Filter">Which part of it, in words of ours; null for all of it.</param>
public sealed record AuditViewed(Guid UserId, string StoreId, string What, DateTimeOffset CreatedAt, string? Filter = null) : AuditEvent;

/// <summary>From now on an account is opened by what a provider of identities says of somebody as well.</summary>
/// <param name="Issuer">The provider, as the settings have it. Who they are there stays out of the log.</param>
/// <param name="Reason">One word: <c>owner</c>, who was signed in; <c>invite</c>; <c>email</c>, which the provider has verified.</param>
public sealed record ExternalLoginLinked(Guid UserId, string Issuer, string Reason, DateTimeOffset CreatedAt) : AuditEvent;

public sealed record ExternalLoginUnlinked(Guid UserId, string Issuer, DateTimeOffset CreatedAt) : AuditEvent;

/// <summary>Somebody who is known asked for what they may not have.</summary>
/// <param name="What">A word or an address of ours, never what they wrote.</param>
public sealed record AccessRefused(Guid UserId, string What, DateTimeOffset CreatedAt) : AuditEvent;
