using System.Security.Claims;
using WorkSquared.Core;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>Who somebody is, by the word of the provider.</summary>
/// <param name="Subject">This and the provider are who they are. Everything else may be somebody else's tomorrow.</param>
/// <param name="Email">Null when the provider says none.</param>
/// <param name="IsVerified">Whether the provider says that the address is theirs.</param>
internal sealed record OidcIdentity(string Subject, string? Email, bool IsVerified, string? Name)
{
    /// <summary>Of a subject, by the standard.</summary>
    private const int MaxLength = 255;

    /// <returns>Null for a token that names nobody.</returns>
    public static OidcIdentity? From(ClaimsPrincipal? principal) => Only(principal, "sub") is { Length: > 0 and <= MaxLength } subject
        ? new(subject, AddressIn(Only(principal, "email")), string.Equals(Only(principal, "email_verified"), "true", StringComparison.OrdinalIgnoreCase), Only(principal, "name"))
        : null;

    /// <summary>The address of the account that an invite makes for them.</summary>
    /// <exception cref="OidcRefusedException">It is for somebody else, or they have none.</exception>
    public string EmailFor(Invite invite)
    {
        // Whoever may choose what the provider says of them could else take anybody's invite.
        if (invite.Email is { } bound && !(IsVerified && string.Equals(bound, Email, StringComparison.OrdinalIgnoreCase)))
        {
            throw new OidcRefusedException(OidcProblem.OtherEmail);
        }

        return Email ?? throw new OidcRefusedException(OidcProblem.NoEmail);
    }

    /// <summary>What they are called here, which they can change.</summary>
    public string NameFor(string email)
    {
        try
        {
            return MemberName.Check(Name ?? "");
        }
        catch (CommandRefusedException)
        {
            return AccountName.From(email);
        }
    }

    private static string? AddressIn(string? email)
    {
        try
        {
            return email is null ? null : EmailAddress.Check(email);
        }
        catch (CommandRefusedException)
        {
            return null;
        }
    }

    // Of two we could not know which one is meant.
    private static string? Only(ClaimsPrincipal? principal, string type) => principal?.FindAll(type).ToArray() is [var one] ? one.Value : null;

    // Not a record's own: it is about a person.
    public override string ToString() => nameof(OidcIdentity);
}
