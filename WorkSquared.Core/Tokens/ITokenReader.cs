using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Tokens;

/// <summary>Whom a token belongs to, and whether it is good. Always as the database has it: another process may revoke it.</summary>
public interface ITokenReader
{
    /// <summary>Whoever has this token; null for anything that is not good: unknown, with another secret, expired or revoked, or of
    /// somebody who is no member any more, or suspended.</summary>
    Task<TokenHolder?> FindAsync(string text, CancellationToken cancellationToken);

    /// <summary>Whether a token that was good still is.</summary>
    Task<bool> StandsAsync(TokenHolder holder, CancellationToken cancellationToken);

    /// <summary>All tokens of all stores, newest first.</summary>
    Task<IReadOnlyList<TokenDescription>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Those of one store that somebody may know of, newest first: their own, and all of them for its admins.</summary>
    /// <returns>Null for whoever can have none there.</returns>
    Task<IReadOnlyList<TokenDescription>?> OfStoreAsync(Reader reader, CancellationToken cancellationToken);
}

/// <summary>A service that has shown a good token.</summary>
/// <param name="UserId">The member whom it acts for.</param>
public sealed record TokenHolder(Guid TokenId, string StoreId, Guid UserId, TokenScope Scope)
{
    public Actor Actor => Member.ActorOf(UserId);

    /// <summary>A token sees what its member sees.</summary>
    public Reader Reader => new(StoreId, Actor);

    public bool CanWrite => Scope is TokenScope.Write;
}

/// <param name="UserId">The member whom it acts for.</param>
/// <param name="User">What that member is called.</param>
/// <param name="LastUsedAt">To within an hour; null for one that was never used.</param>
public sealed record TokenDescription(
    Guid Id,
    string StoreId,
    string Name,
    Guid UserId,
    string User,
    TokenScope Scope,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RevokedAt,
    DateTimeOffset? LastUsedAt);
