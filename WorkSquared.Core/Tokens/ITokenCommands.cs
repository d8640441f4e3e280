using WorkSquared.Core.Events;

namespace WorkSquared.Core.Tokens;

/// <summary>Makes and revokes the tokens by which other services act in a store.</summary>
/// <remarks>Every method throws <see cref="CommandRefusedException"/> when nothing was committed, with a sentence for the person.</remarks>
public interface ITokenCommands
{
    Task<IssuedToken> CreateAsync(CreateToken command, CancellationToken cancellationToken);

    /// <summary>Ends a token at once. Twice is as good as once.</summary>
    Task RevokeAsync(Guid tokenId, Actor actor, CancellationToken cancellationToken);
}

/// <param name="User">The name of the member whom it acts for; one who is not there yet is created, and is there for the service alone.</param>
/// <param name="Name">What it is for; null for the name of the user.</param>
/// <param name="Actor">Who makes it.</param>
/// <param name="UserId">The account whom it acts for, where that is known: they must belong to the store.</param>
public sealed record CreateToken(string StoreId, string User, TokenScope Scope, TimeSpan Life, Actor Actor, string? Name = null, Guid? UserId = null);

/// <param name="Text">The token itself: nobody can read it again.</param>
public sealed record IssuedToken(Guid Id, string Text, DateTimeOffset ExpiresAt)
{
    // Not the record's own, which would print the secret.
    public override string ToString() => Id.ToString();
}
