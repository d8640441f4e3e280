using Microsoft.AspNetCore.Identity;
using WorkSquared.Core;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Members;

namespace WorkSquared.Web.Accounts;

/// <summary>Lets people in by the links they were given; whoever has no account gets one.</summary>
internal sealed class Joining(
    IServiceScopeFactory scopes, IInvites invites, IMemberDirectory directory, PasswordRules rules, CredentialGate gate, TimeProvider time) : IDisposable
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
        await _oneByOne.WaitAsync(cancellationToken);
        try
        {
            var invite = await invites.FindAsync(text, cancellationToken) ?? throw NotGood();
            var address = EmailAddress.Check(invite.Email ?? email);
            await using var scope = scopes.CreateAsyncScope();
            var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            await ClearAsync(accounts, address, cancellationToken);

            // What is left to go wrong tells nobody anything about links or accounts.
            attempt.Succeeded();
            return await OpenAsync(accounts, text, known, address, password);
        }
        finally
        {
            _oneByOne.Release();
        }
    }

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
            throw new CommandRefusedException(Refusal.Conflict, "No account can be made with this e-mail address. If it is yours, sign in first.");
        }

        NewAccount.Check(await accounts.DeleteAsync(present));
    }

    private async Task<Guid> OpenAsync(UserManager<Account> accounts, string text, string name, string email, string password)
    {
        if (rules.ProblemWith(password, email, name) is { } problem)
        {
            throw new CommandRefusedException(Refusal.Invalid, problem);
        }

        var account = await accounts.OpenAsync(email, password, time);
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

    private static CommandRefusedException NotGood() => new(Refusal.NotFound, Invite.NotGood);
}
