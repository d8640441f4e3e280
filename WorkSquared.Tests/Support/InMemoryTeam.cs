using WorkSquared.Core;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;

namespace WorkSquared.Tests.Support;

/// <summary>The members of an <see cref="InMemoryWorkspace"/> with their roles, as its log says; who may is not its business.</summary>
internal sealed class InMemoryTeam(InMemoryWorkspace workspace, TimeProvider time) : ITeamReader, ITeamCommands
{
    /// <summary>Those of the instance.</summary>
    public HashSet<Guid> Administrators { get; } = [];

    /// <returns>Somebody with a name and a role.</returns>
    public Guid Add(string name, Role role)
    {
        var member = workspace.Name(name);
        workspace.Commit(new RoleGranted(Member.IdOf(member)!.Value, role, time.GetUtcNow()), Actor.System);
        return Member.IdOf(member)!.Value;
    }

    public Task<IReadOnlyList<TeamMember>> ListAsync(string storeId, CancellationToken cancellationToken)
    {
        Dictionary<Guid, Role> roles = [];
        HashSet<Guid> suspended = [];
        foreach (var committed in workspace.Log())
        {
            switch (committed.Data)
            {
                case RoleGranted granted:
                    roles[granted.UserId] = granted.Role;
                    break;
                case MemberRemoved removed:
                    roles.Remove(removed.UserId);
                    break;
                case MemberSuspended shutOut:
                    suspended.Add(shutOut.UserId);
                    break;
                case MemberReinstated reinstated:
                    suspended.Remove(reinstated.UserId);
                    break;
            }
        }

        var names = workspace.Directory.Of(storeId).Names;
        return Task.FromResult<IReadOnlyList<TeamMember>>(
            [.. roles.Select(member => new TeamMember(member.Key, names[member.Key], member.Value, suspended.Contains(member.Key))).OrderByDescending(member => member.Role)]);
    }

    public Task ChangeRoleAsync(ChangeRole command, CancellationToken cancellationToken) =>
        CommitAsync(new RoleGranted(command.UserId, command.Role, time.GetUtcNow()), command.Actor);

    public Task RemoveAsync(string storeId, Guid userId, Actor actor, CancellationToken cancellationToken) =>
        CommitAsync(new MemberRemoved(userId, time.GetUtcNow()), actor);

    public Task<bool> HasAdministratorAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Role?> RoleOfAsync(string storeId, Guid accountId, CancellationToken cancellationToken) => Task.FromResult<Role?>(
        storeId != InstanceStore.Id ? workspace.Directory.Of(storeId).RoleOf(Member.ActorOf(accountId))
        : Administrators.Contains(accountId) ? Role.Admin
        : Role.Member);

    public Task<IReadOnlySet<(string StoreId, Guid AccountId)>> BelongingAsync(
        IReadOnlyCollection<Guid> accountIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<OwnStore>> StoresOfAsync(Guid accountId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AppointAsync(Guid accountId, string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SuspendAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) =>
        CommitAsync(new MemberSuspended(accountId, time.GetUtcNow()), actor);

    public Task ReinstateAsync(Guid accountId, Actor actor, CancellationToken cancellationToken) =>
        CommitAsync(new MemberReinstated(accountId, time.GetUtcNow()), actor);

    private Task CommitAsync(WorkEvent data, Actor actor)
    {
        if (workspace.Refusal is not null)
        {
            throw workspace.Refusal;
        }

        workspace.Commit(data, actor);
        return Task.CompletedTask;
    }
}
