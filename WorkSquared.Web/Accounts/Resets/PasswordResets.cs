using Microsoft.AspNetCore.Identity;
using WorkSquared.Core;
using WorkSquared.Core.Events;

namespace WorkSquared.Web.Accounts.Resets;

/// <remarks>A scope of its own for each link: a circuit lives too long for the context of the accounts.</remarks>
internal sealed class PasswordResets(IServiceScopeFactory scopes) : IPasswordResets
{
    public async Task<IssuedResetLink> MakeLinkAsync(Guid accountId, bool withoutSecondFactor, Actor by, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByIdAsync(accountId.ToString()) is null)
        {
            throw new CommandRefusedException(Refusal.NotFound, "There is no such person here.");
        }

        return await scope.ServiceProvider.GetRequiredService<ResetLinks>().CreateAsync(accountId, withoutSecondFactor, by, cancellationToken);
    }
}
