using Microsoft.EntityFrameworkCore;
using WorkSquared.Core;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;

namespace WorkSquared.Web.Accounts;

/// <summary>All accounts, for whoever runs the server.</summary>
internal sealed class AccountList(AccountsContext context, ITeamReader team, ISessions sessions)
{
    public async Task<IReadOnlyList<ListedAccount>> ReadAsync(CancellationToken cancellationToken)
    {
        var members = (await team.ListAsync(InstanceStore.Id, cancellationToken)).ToDictionary(member => member.Id);
        List<ListedAccount> listed = [];
        foreach (var account in await context.Users.AsNoTracking().OrderBy(account => account.NormalizedEmail).ToListAsync(cancellationToken))
        {
            var member = members.GetValueOrDefault(account.Id);
            listed.Add(new ListedAccount(
                account.Email!,
                member?.Name ?? "-",
                (await team.StoresOfAsync(account.Id, cancellationToken)).Count,
                member is { IsSuspended: true },
                await sessions.ListAsync(account.Id, cancellationToken) is [var latest, ..] ? latest : null));
        }

        return listed;
    }
}

/// <param name="Roles">In how many workspaces they have one.</param>
/// <param name="Latest">Of their sessions that stand; null when they are signed in nowhere.</param>
internal sealed record ListedAccount(string Email, string Name, int Roles, bool IsSuspended, Session? Latest);
