using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;
using WorkSquared.Web.Accounts.Oidc;

namespace WorkSquared.Web.Accounts;

/// <summary>Lets people in by the links they were given; whoever has no account gets one.</summary>
internal sealed class Joining(
    IServiceScopeFactory scopes, IInvites invites, IMemberDirectory directory, PasswordRules rules, CredentialGate gate, IOptions<OidcOptions> oidc,
    AccountAudit audit, TimeProvider time) : IDisposable
{
    // Not what makes a link good once, which is its event's: it keeps attempts from taking each other's accounts for leftovers.
    private readonly SemaphoreSlim _oneByOne = new(1);

    /// <returns>Null for a link that is not good, whatever the reason.</returns>
    /// <exception cref="TooManyAttemptsException">Too many that were not good came from there.</exception>
    public async Task<Invite?> FindAsync(HttpContext context, string text, CancellationToken cancellationToken)
    {
        var attempt = gate.Begin(context, account: null);
        var invite = await invites.FindAsync(text, cancellationToken);
        if (invite is not null)
        {
            attempt.Succeeded();
        }

        return invite;
    }

    /// <summary>Makes an account for whoever has the link, and lets it in.</summary>
    /// <param name="email">Not asked for where the invite has one.</param>
    /// <returns>The account.</returns>
    /// <exception cref="CommandRefusedException">There is no new account: with <see cref="Refusal.NotFound"/> because the link is not good any more.</exception>
    /// <exception cref="TooManyAttemptsException">Too many attempts came from there.</exception>
    public async Task<Guid> OpenAsync(
        HttpContext context, string text, string name, string email, string password, CancellationToken cancellationToken)
    {
        var known = MemberName.Check(name);
        var attempt = gate.Begin(context, account: null);
        return await OneByOneAsync(
            async accounts =>
            {
                var invite = await invites.FindAsync(text, cancellationToken) ?? throw NotGood();
                var address = EmailAddress.Check(invite.Email ?? email);
                await ClearAsync(accounts, address, cancellationToken);

                // What is left to go wrong tells nobody anything about links or accounts.
                attempt.Succeeded();
                if (rules.ProblemWith(password, address, known) is { } problem)
                {
                    throw new CommandRefusedException(Refusal.Invalid, problem);
                }

                return await AdmitAsync(accounts, await accounts.OpenAsync(address, password, time), text, known);
            },
            cancellationToken);
    }

    /// <summary>The same for somebody whom the provider knows and nobody here does. Their account has no password.</summary>
    /// <exception cref="CommandRefusedException">As above.</exception>
    /// <exception cref="OidcRefusedException">The invite is for another address than the provider says.</exception>
    public Task<Guid> OpenAsync(string text, OidcIdentity who, CancellationToken cancellationToken) => OneByOneAsync(
        async accounts =>
        {
            var invite = await invites.FindAsync(text, cancellationToken) ?? throw NotGood();
            var address = who.EmailFor(invite);
            await ClearAsync(accounts, address, cancellationToken);
            if (await accounts.FindByLoginAsync(oidc.Value.Issuer, who.Subject) is { } leftover)
            {
                await ClearAsync(accounts, leftover.Email!, cancellationToken);
            }

            var account = await accounts.OpenWithoutPasswordAsync(address, time);
            if (!await accounts.TryAddLoginAsync(account, oidc.Value.Issuer, who.Subject))
            {
                // Linked elsewhere at this instant. What is left has no name, like what an attempt leaves that was killed.
                throw Taken();
            }

            await AdmitAsync(accounts, account, text, who.NameFor(address));
            await audit.LinkedAsync(account.Id, oidc.Value.Issuer, "invite", CancellationToken.None);
            return account.Id;
        },
        cancellationToken);

    /// <summary>Lets somebody in who has an account.</summary>
    /// <returns>Where they are now.</returns>
    /// <exception cref="CommandRefusedException">They are not let in: with <see cref="Refusal.NotFound"/> because the link is not good any more.</exception>
    public async Task<string> JoinAsync(string text, Member member, CancellationToken cancellationToken)
    {
        var invite = await invites.FindAsync(text, cancellationToken) ?? throw NotGood();
        if (invite.Email is { } email)
        {
            await using var scope = scopes.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            if ((await accounts.FindByIdAsync(member.Id.ToString()))?.NormalizedEmail != accounts.NormalizeEmail(email))
            {
                throw new CommandRefusedException(Refusal.Forbidden, "This invite is for another e-mail address. Sign in with the account that has it.");
            }
        }

        await invites.AcceptAsync(text, member.Id, member.Name, cancellationToken);
        return invite.StoreId;
    }

    public void Dispose() => _oneByOne.Dispose();

    /// <summary>Refuses an address that somebody has. What an attempt has left that was killed in between has no name, and nobody could sign in with it.</summary>
    private async Task ClearAsync(UserManager<Account> accounts, string email, CancellationToken cancellationToken)
    {
        if (await accounts.FindByEmailAsync(email) is not { } present)
        {
            return;
        }

        if (await directory.FindAsync(InstanceStore.Id, present.Id, cancellationToken) is not null)
        {
            throw Taken();
        }

        NewAccount.Check(await accounts.DeleteAsync(present));
    }

    private async Task<Guid> OneByOneAsync(Func<UserManager<Account>, Task<Guid>> open, CancellationToken cancellationToken)
    {
        await _oneByOne.WaitAsync(cancellationToken);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await open(scope.ServiceProvider.GetRequiredService<UserManager<Account>>());
        }
        finally
        {
            _oneByOne.Release();
        }
    }

    private async Task<Guid> AdmitAsync(UserManager<Account> accounts, Account account, string text, string name)
    {
        try
        {
            // To the end, although the browser may go: an account is there now.
            await invites.AcceptAsync(text, account.Id, name, CancellationToken.None);
            return account.Id;
        }
        catch (CommandRefusedException)
        {
            await accounts.DeleteAsync(account);
            throw;
        }
    }

    private static CommandRefusedException Taken() =>
        new CommandRefusedException(Refusal.Conflict, "No account can be made with this e-mail address. If it is yours, sign in first.");

    private static CommandRefusedException NotGood() => new(Refusal.NotFound, Invite.NotGood);
}
