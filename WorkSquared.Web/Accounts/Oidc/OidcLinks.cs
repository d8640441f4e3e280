using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Members;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>Which account somebody at the provider opens: by the provider and its subject, and never by an e-mail address, which may be another
/// person's tomorrow.</summary>
internal sealed class OidcLinks(
    UserManager<Account> accounts, AccountsContext context, ITeamReader team, WaysIn ways, IOptions<OidcOptions> options, AccountAudit audit)
{
    private string Issuer => options.Value.Issuer;

    public Task<Account?> FindAsync(OidcIdentity who) => accounts.FindByLoginAsync(Issuer, who.Subject);

    public Task<bool> IsLinkedAsync(Guid accountId, CancellationToken cancellationToken) =>
        context.UserLogins.AnyAsync(login => login.UserId == accountId && login.LoginProvider == Issuer, cancellationToken);

    /// <summary>For the owner of an account.</summary>
    /// <exception cref="OidcRefusedException">It opens another account, or this one is opened by somebody else there.</exception>
    public async Task LinkAsync(Guid accountId, OidcIdentity who, CancellationToken cancellationToken)
    {
        if (await FindAsync(who) is { } known)
        {
            if (known.Id != accountId)
            {
                throw new OidcRefusedException(OidcProblem.OtherAccount, accountId);
            }

            return;
        }

        await AddAsync((await accounts.FindByIdAsync(accountId.ToString()))!, who, "owner", cancellationToken);
    }

    /// <summary>For somebody whom nobody knows yet, if the settings say so and the provider vouches for the address.</summary>
    /// <returns>Null when there is not exactly one account that it can be.</returns>
    /// <exception cref="OidcRefusedException">There is, and it is opened by somebody else there.</exception>
    public async Task<Account?> LinkByEmailAsync(OidcIdentity who, CancellationToken cancellationToken)
    {
        if (!options.Value.LinkVerifiedEmail || who is not { IsVerified: true, Email: { } email })
        {
            return null;
        }

        var normalised = accounts.NormalizeEmail(email.Trim());
        var found = await context.Users.Where(account => account.NormalizedEmail == normalised).Take(2).ToListAsync(cancellationToken);

        // Not one that is suspended, nor what an attempt to join has left that was killed.
        if (found is not [var account] || await team.RoleOfAsync(InstanceStore.Id, account.Id, cancellationToken) is null)
        {
            return null;
        }

        await AddAsync(account, who, "email", cancellationToken);
        return account;
    }

    /// <returns>False for the last way into an account, which stays.</returns>
    public async Task<bool> TryUnlinkAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (!await ways.TryRemoveLoginAsync(accountId, Issuer, cancellationToken))
        {
            return false;
        }

        await audit.UnlinkedAsync(accountId, Issuer, cancellationToken);
        return true;
    }

    private async Task AddAsync(Account account, OidcIdentity who, string reason, CancellationToken cancellationToken)
    {
        // One person there for one account here: an address that has gone to somebody else must not bring them in. The account was read before, and
        // is not saved if another link has come in between.
        if (await IsLinkedAsync(account.Id, cancellationToken) || !await accounts.TryAddLoginAsync(account, Issuer, who.Subject))
        {
            throw new OidcRefusedException(OidcProblem.OtherAccount, account.Id);
        }

        await audit.LinkedAsync(account.Id, Issuer, reason, cancellationToken);
    }
}
