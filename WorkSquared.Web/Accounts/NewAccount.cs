using Microsoft.AspNetCore.Identity;
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

    /// <exception cref="CommandRefusedException">It failed, with the first of its reasons.</exception>
    public static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new CommandRefusedException(Refusal.Invalid, result.Errors.First().Description);
        }
    }
}
