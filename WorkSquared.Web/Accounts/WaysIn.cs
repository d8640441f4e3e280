using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkSquared.Web.Accounts.Oidc;

namespace WorkSquared.Web.Accounts;

/// <summary>Takes ways into an account away, and never the last one. Each is one statement: two that are taken at once leave one.</summary>
internal sealed class WaysIn(AccountsContext context, IOptions<OidcOptions> oidc)
{
    /// <returns>False when it stays, or was none.</returns>
    public async Task<bool> TryRemoveLoginAsync(Guid accountId, string issuer, CancellationToken cancellationToken) =>
        await context.UserLogins
            .Where(login => login.UserId == accountId && login.LoginProvider == issuer)
            .Where(login => context.Users.Any(account => account.Id == accountId && account.PasswordHash != null)
                || context.UserPasskeys.Any(passkey => passkey.UserId == accountId))
            .ExecuteDeleteAsync(cancellationToken) > 0;

    /// <returns>False when it stays, or was none.</returns>
    public async Task<bool> TryRemovePasskeyAsync(Guid accountId, byte[] credentialId, CancellationToken cancellationToken)
    {
        // A provider that the settings have given up opens nothing.
        var issuer = oidc.Value is { IsGiven: true, Issuer: var given } ? given : null;
        return await context.UserPasskeys
            .Where(passkey => passkey.UserId == accountId && passkey.CredentialId == credentialId)
            .Where(passkey => context.Users.Any(account => account.Id == accountId && account.PasswordHash != null)
                || context.UserPasskeys.Any(other => other.UserId == accountId && other.CredentialId != credentialId)
                || context.UserLogins.Any(login => login.UserId == accountId && login.LoginProvider == issuer))
            .ExecuteDeleteAsync(cancellationToken) > 0;
    }
}
