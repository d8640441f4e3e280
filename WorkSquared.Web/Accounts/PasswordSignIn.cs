using Microsoft.AspNetCore.Identity;

namespace WorkSquared.Web.Accounts;

/// <summary>Finds the account of an e-mail address and a password, and says nothing of which of the two was wrong.</summary>
internal sealed class PasswordSignIn(UserManager<Account> accounts)
{
    /// <returns>Null when there is no such account, or it has another password.</returns>
    public async Task<Account?> FindAsync(string email, string password)
    {
        var account = await accounts.FindByEmailAsync(email.Trim());
        return account is not null && await accounts.CheckPasswordAsync(account, password) ? account : null;
    }
}
