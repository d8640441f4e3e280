namespace WorkSquared.Core.Sessions;

/// <summary>Who is signed in, and where: kept on the server, so that it can be ended there.</summary>
public interface ISessions
{
    /// <returns>The key that the browser keeps. Stored as a hash: nobody can read it again.</returns>
    Task<string> StartAsync(StartSession command, CancellationToken cancellationToken);

    /// <summary>Whose session it is, fresh from the database; null once it is over: ended, idle for too long, too old, or of an account that is suspended.</summary>
    /// <remarks>Marks it as seen, to within five minutes.</remarks>
    Task<Session?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Those of these sessions that still stand. For whoever has connections open and looks again every second.</summary>
    Task<IReadOnlySet<Guid>> StandingAsync(IReadOnlyCollection<Guid> sessionIds, CancellationToken cancellationToken);

    /// <summary>Those of an account that stand, the newest first.</summary>
    Task<IReadOnlyList<Session>> ListAsync(Guid accountId, CancellationToken cancellationToken);

    /// <summary>Ends one of the account's own; one that is over already, or another account's, is left alone.</summary>
    Task EndAsync(Guid accountId, Guid sessionId, CancellationToken cancellationToken);

    /// <summary>Ends all of an account but one, after a change of its password for instance.</summary>
    Task EndAllAsync(Guid accountId, Guid? except, CancellationToken cancellationToken);

    /// <summary>Remembers the workspace that the session looks at.</summary>
    Task EnterAsync(Guid sessionId, string storeId, CancellationToken cancellationToken);
}

/// <param name="Device">What the browser says of itself, in a few words; for the list of sessions alone.</param>
/// <param name="Proof">How they proved who they are: <c>password</c>, <c>passkey</c>, <c>oidc</c> …</param>
public sealed record StartSession(Guid AccountId, string StoreId, string Device, string Proof);

/// <param name="StoreId">The workspace that it looks at.</param>
/// <param name="SeenAt">To within five minutes.</param>
public sealed record Session(
    Guid Id, Guid AccountId, string StoreId, string Device, string Proof, DateTimeOffset StartedAt, DateTimeOffset SeenAt);
