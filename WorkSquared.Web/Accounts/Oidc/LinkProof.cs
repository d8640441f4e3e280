using WorkSquared.Core.Sessions;

namespace WorkSquared.Web.Accounts.Oidc;

/// <summary>That it is the owner of an account who links it, and not whoever found their page open: they have just signed in, or given their password.</summary>
internal sealed class LinkProof(SealedText sealedText, ISessions sessions, PasswordSignIn passwords, TimeProvider time)
{
    private const string Purpose = "link";

    private static readonly HostCookie _cookie = new("ws-link");

    public async Task<bool> IsGivenAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        if (sealedText.Open(Purpose, _cookie.Read(context.Request)) == Bound(account))
        {
            return true;
        }

        var session = (await sessions.ListAsync(account.Id, cancellationToken)).FirstOrDefault(own => own.Id == context.User.SessionIn());
        return session is not null && time.GetUtcNow() - session.StartedAt < SealedText.Life;
    }

    /// <summary>By the password. It is good as long as a sealed text is.</summary>
    /// <exception cref="TooManyAttemptsException">Nothing was checked.</exception>
    public async Task<bool> TryGiveAsync(HttpContext context, Account account, string? password)
    {
        if (!await passwords.IsRightAsync(context, account, password))
        {
            return false;
        }

        _cookie.Write(context, sealedText.Seal(Purpose, Bound(account)), SealedText.Life);
        return true;
    }

    // With the stamp, a change of the password ends it.
    private static string Bound(Account account) => $"{account.Id} {account.SecurityStamp}";
}
