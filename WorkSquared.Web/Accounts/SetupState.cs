using WorkSquared.Core.Members;

namespace WorkSquared.Web.Accounts;

/// <summary>Whether the instance has an administrator. Once it has, it always will, so nobody asks again.</summary>
internal sealed class SetupState(ITeamReader team)
{
    private volatile bool _isDone;

    public async ValueTask<bool> IsDoneAsync(CancellationToken cancellationToken) =>
        _isDone || (_isDone = await team.HasAdministratorAsync(cancellationToken));
}
