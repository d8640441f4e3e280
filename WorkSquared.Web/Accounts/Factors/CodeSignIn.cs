using Microsoft.AspNetCore.Identity;

namespace WorkSquared.Web.Accounts.Factors;

/// <summary>The step between a right password and a session, for whoever has a second factor. What connects the two is no session: it opens nothing
/// but the page that asks for the code.</summary>
internal sealed class CodeSignIn(SecondFactor factor, SealedText sealedText, UserManager<Account> accounts, CredentialGate gate, AccountAudit audit)
{
    private const string Purpose = "code";

    private static readonly HostCookie _cookie = new("ws-code");

    /// <summary>Remembers in the browser, for five minutes, whose password was right.</summary>
    public void Begin(HttpContext context, Account account) =>
        _cookie.Write(context, sealedText.Seal(Purpose, Bound(account)), SealedText.Life);

    /// <returns>Who is to be asked for a code; null when nobody is, or not any more.</returns>
    public async Task<Account?> FindAsync(HttpContext context)
    {
        if (sealedText.Open(Purpose, _cookie.Read(context.Request)) is not { } bound)
        {
            return null;
        }

        // With the stamp, a change of the password ends it.
        var account = await accounts.FindByIdAsync(bound.Split(' ')[0]);
        return account is not null && bound == Bound(account) ? account : null;
    }

    /// <returns>How they proved who they are, for the session; null when the code is not good.</returns>
    /// <exception cref="TooManyAttemptsException">Nothing was checked.</exception>
    public async Task<string?> CheckAsync(HttpContext context, Account account, string code)
    {
        // Apart from attempts at the password, so that a few slips of either kind don't add up.
        var attempt = gate.Begin(context, account.Id.ToString());
        if (await factor.UseAsync(account.Id, code, context.RequestAborted) is not { } used)
        {
            await audit.SignInFailedAsync("code", account.Id, context.RequestAborted);
            return null;
        }

        attempt.Succeeded();
        _cookie.Delete(context);
        return $"password+{used}";
    }

    private static string Bound(Account account) => $"{account.Id} {account.SecurityStamp}";
}
