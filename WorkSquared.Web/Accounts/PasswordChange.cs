using Microsoft.AspNetCore.Identity;
using WorkSquared.Core;
using WorkSquared.Core.Sessions;

namespace WorkSquared.Web.Accounts;

/// <summary>Gives an account another password, and ends what began with the old one.</summary>
internal sealed class PasswordChange(
    AccountsContext context, UserManager<Account> accounts, PasswordRules rules, ISessions sessions, AccountAudit audit)
{
    /// <exception cref="CommandRefusedException">The password is no good.</exception>
    public void Check(Account account, string password)
    {
        if (rules.ProblemWith(password, account.Email) is { } problem)
        {
            throw new CommandRefusedException(Refusal.Invalid, problem);
        }
    }

    /// <summary>Also revokes links that would set another, and ends a sign-in that waits for its code: it goes with the stamp.</summary>
    public async Task SaveAsync(Account account, string passwordHash)
    {
        account.PasswordHash = passwordHash;
        context.ResetLinks.RemoveRange(context.ResetLinks.Where(link => link.AccountId == account.Id));
        NewAccount.Check(await accounts.UpdateSecurityStampAsync(account));
    }

    /// <param name="except">The session that made the change, if one did.</param>
    public async Task EndSessionsAsync(Guid accountId, Guid? except, CancellationToken cancellationToken)
    {
        await sessions.EndAllAsync(accountId, except, cancellationToken);
        await audit.PasswordChangedAsync(accountId, cancellationToken);
    }
}
