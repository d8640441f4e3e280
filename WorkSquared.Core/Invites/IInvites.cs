using WorkSquared.Core.Events;
using WorkSquared.Core.Members;

namespace WorkSquared.Core.Invites;

/// <summary>Lets people into a store by a link that is good once.</summary>
/// <remarks>Every method throws <see cref="CommandRefusedException"/> when nothing was committed, with a sentence for the person.</remarks>
public interface IInvites
{
    Task<IssuedInvite> CreateAsync(CreateInvite command, CancellationToken cancellationToken);

    /// <summary>Whoever has this link; null for one that is not good: unknown, with another secret, used, expired or revoked.</summary>
    Task<Invite?> FindAsync(string text, CancellationToken cancellationToken);

    /// <summary>Gives the account its role in the store, and uses the link up, in one transaction: of any number of attempts one succeeds.</summary>
    /// <param name="name">What the person is called, if the instance does not know them yet.</param>
    Task AcceptAsync(string text, Guid accountId, string name, CancellationToken cancellationToken);

    Task RevokeAsync(string storeId, Guid inviteId, Actor actor, CancellationToken cancellationToken);

    /// <summary>Those of a store that are still good, newest first.</summary>
    Task<IReadOnlyList<Invite>> ListAsync(string storeId, CancellationToken cancellationToken);
}

/// <param name="Role">At most the one of whoever invites.</param>
/// <param name="Email">Whom it is for; null for whoever has the link.</param>
/// <param name="Actor">Who invites.</param>
public sealed record CreateInvite(string StoreId, Role Role, string? Email, Actor Actor);

/// <param name="Text">What the link carries: nobody can read it again.</param>
public sealed record IssuedInvite(Guid Id, string Text, DateTimeOffset ExpiresAt)
{
    // Not the record's own, which would print the secret.
    public override string ToString() => Id.ToString();
}

/// <param name="InvitedBy">What whoever made it is called.</param>
public sealed record Invite(Guid Id, string StoreId, Role Role, string? Email, string InvitedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    /// <summary>What whoever has a link is told that is not good, whatever the reason.</summary>
    public const string NotGood = "This link is not good any more. Ask whoever sent it for a new one.";
}
