using WorkSquared.Core.Events;

namespace WorkSquared.Core.Audit;

/// <param name="Proof">How they proved who they are: <c>password</c>, <c>passkey</c>, <c>oidc</c> …</param>
public sealed record SignedIn(Guid UserId, string Proof, DateTimeOffset CreatedAt) : WorkEvent;

/// <summary>Somebody could not prove who they are. Never what they typed: it may be a password, or the name of another account.</summary>
/// <param name="Reason">One word of ours.</param>
/// <param name="UserId">The account that they tried, if there is one.</param>
public sealed record SignInFailed(string Reason, DateTimeOffset CreatedAt, Guid? UserId = null) : WorkEvent;

public sealed record SignedOut(Guid UserId, DateTimeOffset CreatedAt) : WorkEvent;

/// <param name="UserId">Whose it is; the actor is whoever changed it.</param>
public sealed record PasswordChanged(Guid UserId, DateTimeOffset CreatedAt) : WorkEvent;

/// <summary>From now on an account is opened by what a provider of identities says of somebody as well.</summary>
/// <param name="Issuer">The provider, as the settings have it. Who they are there stays out of the log.</param>
/// <param name="Reason">One word: <c>owner</c>, who was signed in; <c>invite</c>; <c>email</c>, which the provider has verified.</param>
public sealed record ExternalLoginLinked(Guid UserId, string Issuer, string Reason, DateTimeOffset CreatedAt) : WorkEvent;

public sealed record ExternalLoginUnlinked(Guid UserId, string Issuer, DateTimeOffset CreatedAt) : WorkEvent;

/// <summary>Somebody who is known asked for what they may not have.</summary>
/// <param name="What">A word or an address of ours, never what they wrote.</param>
public sealed record AccessRefused(Guid UserId, string What, DateTimeOffset CreatedAt) : WorkEvent;
