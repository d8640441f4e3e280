using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;
using WorkSquared.Core;
using WorkSquared.Core.Members;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Web.Accounts;

/// <summary>Sets the instance up: one account, and the one event that makes it the administrator's.</summary>
internal sealed class FirstAdministrator(
    IServiceScopeFactory scopes, ITeamCommands team, ITeamReader reader, IStringLocalizer<Wording> L, TimeProvider time) : IDisposable
{
    // Not what makes the administrator the only one, which is the event's: it keeps attempts from taking each other's accounts for leftovers.
    private readonly SemaphoreSlim _gate = new(1);

    /// <returns>The account.</returns>
    /// <exception cref="CommandRefusedException">There is an administrator already, or the e-mail address or the password is no good.</exception>
    public async Task<Guid> AppointAsync(string email, string password, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (await reader.HasAdministratorAsync(cancellationToken))
            {
                throw new CommandRefusedException(Refusal.Conflict, L["This server has been set up already."]);
            }

            await using var scope = scopes.CreateAsyncScope();
            return await AppointAsync(scope.ServiceProvider.GetRequiredService<UserManager<Account>>(), email.Trim(), password, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async Task<Guid> AppointAsync(UserManager<Account> accounts, string email, string password, CancellationToken cancellationToken)
    {
        // As long as there is no administrator, an account is what an attempt has left that was killed in between.
        if (await accounts.FindByEmailAsync(email) is { } leftover)
        {
            await accounts.DeleteAsync(leftover);
        }

        var account = await accounts.OpenAsync(email, password, time);
        try
        {
            await team.AppointAsync(account.Id, AccountName.From(email), cancellationToken);
            return account.Id;
        }
        catch (CommandRefusedException)
        {
            await accounts.DeleteAsync(account);
            throw;
        }
    }
}
