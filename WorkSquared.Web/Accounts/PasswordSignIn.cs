using Microsoft.AspNetCore.Identity;

namespace WorkSquared.Web.Accounts;

/// <summary>Checks passwords, and says nothing of what was wrong: that there is no such account takes as long as a wrong password does.</summary>
internal sealed class PasswordSignIn(UserManager<Account> accounts, CredentialGate gate, DecoyHash decoy, AccountAudit audit)
{
    /// <returns>Null when there is no such account, or it has another password.</returns>
    /// <exception cref="TooManyAttemptsException">Nothing was checked.</exception>
    public async Task<Account?> FindAsync(HttpContext context, string email, string password)
    {
        var attempt = gate.Begin(context, email);
        var account = await accounts.FindByEmailAsync(email.Trim());
        if (account?.PasswordHash is null)
        {
            decoy.Spend(password);
        }
        else if (await accounts.CheckPasswordAsync(account, password))
        {
            attempt.Succeeded();
            return account;
        }

        await audit.SignInFailedAsync("password", account?.Id, context.RequestAborted);
        return null;
    }

    /// <summary>Asks once more whoever is signed in already: a session that was left open is not enough to take the account over.</summary>
    /// <exception cref="TooManyAttemptsException">Nothing was checked.</exception>
    public async Task<bool> IsRightAsync(HttpContext context, Account account, string? password)
    {
        var attempt = gate.Begin(context, account.Email);
        if (!await accounts.CheckPasswordAsync(account, password ?? ""))
        {
            return false;
        }

        attempt.Succeeded();
        return true;
    }
}
