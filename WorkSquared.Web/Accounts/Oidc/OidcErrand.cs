using Microsoft.AspNetCore.Authentication;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>What somebody goes to the provider for. It travels there and back within the state, which is sealed.</summary>
/// <param name="Return">Where to go afterwards: a local address.</param>
/// <param name="Invite">The link in whose hand they are; null for whoever has none.</param>
/// <param name="LinkTo">The account that is to be opened by this from now on; null for whoever wants to sign in.</param>
internal sealed record OidcErrand(string Return, string? Invite = null, Guid? LinkTo = null)
{
    public AuthenticationProperties ToProperties()
    {
        // Not its own RedirectUri, which the handler uses up on the way.
        AuthenticationProperties properties = new();
        properties.SetString(nameof(Return), Return);
        properties.SetString(nameof(Invite), Invite);
        properties.SetString(nameof(LinkTo), LinkTo?.ToString());
        return properties;
    }

    public static OidcErrand From(AuthenticationProperties? properties) => new(
        AccountAddress.Local(properties?.GetString(nameof(Return))),
        properties?.GetString(nameof(Invite)),
        Guid.TryParse(properties?.GetString(nameof(LinkTo)), out var accountId) ? accountId : null);

    /// <summary>Where it is said what went wrong.</summary>
    public string AddressOf(OidcProblem problem) => LinkTo is null
        ? $"{AccountAddress.WithReturn(AccountAddress.SignIn, Return)}{(Return is "/" ? '?' : '&')}{AccountAddress.Problem}={problem.ToCode()}"
        : $"{AccountAddress.OwnOidc}?{AccountAddress.Problem}={problem.ToCode()}";

    // Not a record's own: the text of an invite is a secret.
    public override string ToString() => nameof(OidcErrand);
}
