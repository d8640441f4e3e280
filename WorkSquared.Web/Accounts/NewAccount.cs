using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core;

namespace WorkSquared.Web.Accounts;

internal static class NewAccount
{
    /// <summary>Creates an account; what it may do is for the log to say.</summary>
    /// <exception cref="CommandRefusedException">The e-mail address or the password is no good.</exception>
    public static async Task<Account> OpenAsync(this UserManager<Account> accounts, string email, string password, TimeProvider time)
    {
        var account = new Account { Id = Guid.CreateVersion7(time.GetUtcNow()), UserName = email, Email = email };
        Check(await accounts.CreateAsync(account, password));
        return account;
    }

    /// <summary>The same for somebody who has no password: a provider says who they are.</summary>
    /// <exception cref="CommandRefusedException">The e-mail address is no good.</exception>
    public static async Task<Account> OpenWithoutPasswordAsync(this UserManager<Account> accounts, string email, TimeProvider time)
    {
        var account = new Account { Id = Guid.CreateVersion7(time.GetUtcNow()), UserName = email, Email = email };
        Check(await accounts.CreateAsync(account));
        return account;
    }

    /// <returns>False when it opens an account already, or this one has been changed meanwhile.</returns>
    public static async Task<bool> TryAddLoginAsync(this UserManager<Account> accounts, Account account, string issuer, string subject)
    {
        try
        {
            return (await accounts.AddLoginAsync(account, new UserLoginInfo(issuer, subject, issuer))).Succeeded;
        }
        catch (DbUpdateException)
        {
            // At the same instant, from another tab.
            return false;
        }
    }

    /// <exception cref="CommandRefusedException">It failed, with the first of its reasons.</exception>
    public static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new CommandRefusedException(Refusal.Invalid, result.Errors.First().Description);
        }
    }
}
