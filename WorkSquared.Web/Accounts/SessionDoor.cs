using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;

namespace WorkSquared.Web.Accounts;

/// <summary>Begins and ends the session of a browser, once somebody has proved who they are.</summary>
internal sealed class SessionDoor(ISessions sessions, ITeamReader team, AccountAudit audit, IOptions<WorkSquaredOptions> options)
{
    /// <summary>Whether an account may come in at all, whatever it has proved.</summary>
    /// <returns>False for one that is suspended, or is none of the instance's.</returns>
    public async Task<bool> IsOpenToAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (await team.RoleOfAsync(InstanceStore.Id, accountId, cancellationToken) is not null)
        {
            return true;
        }

        await audit.SignInFailedAsync("suspended", accountId, cancellationToken);
        return false;
    }

    /// <param name="proof">How they proved it: see <see cref="StartSession"/>.</param>
    public async Task EnterAsync(HttpContext context, Guid accountId, string proof, CancellationToken cancellationToken)
    {
        // Whatever session this browser had: a new one begins with every proof, so that a key that was put there by somebody else is worth nothing.
        await LeaveAsync(context, cancellationToken);
        var start = new StartSession(accountId, await FirstStoreAsync(accountId, cancellationToken), DeviceName.Of(context.Request), proof);
        SessionCookie.Write(context, await sessions.StartAsync(start, cancellationToken));
        await audit.SignedInAsync(accountId, proof, cancellationToken);
    }

    public async Task LeaveAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.User.AccountIn() is { } accountId && context.User.SessionIn() is { } sessionId)
        {
            await sessions.EndAsync(accountId, sessionId, cancellationToken);
            await audit.SignedOutAsync(accountId, cancellationToken);
        }

        SessionCookie.Delete(context);
    }

    private async Task<string> FirstStoreAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var own = await team.StoresOfAsync(accountId, cancellationToken);
        var usual = options.Value.StoreId;
        return own.Count == 0 || own.Any(store => store.StoreId == usual) ? usual : own[0].StoreId;
    }
}
