using Microsoft.AspNetCore.Identity;

namespace WorkSquared.Web.Accounts;

internal static class OwnAccount
{
    /// <summary>The account of whoever is signed in.</summary>
    /// <exception cref="InvalidOperationException">Nobody is, or the account has gone: whatever asks is in the wrong place.</exception>
    public static async Task<Account> OfRequestAsync(this UserManager<Account> accounts, HttpContext context) =>
        context.User.AccountIn() is { } accountId && await accounts.FindByIdAsync(accountId.ToString()) is { } account
            ? account
            : throw new InvalidOperationException("Nobody is signed in.");
}
