using WorkSquared.Core.Events;
using WorkSquared.Core.Invites;

namespace WorkSquared.Tests.Support;

/// <summary>The invites of an <see cref="InMemoryWorkspace"/>, as its log says; nobody comes in by them.</summary>
internal sealed class InMemoryInvites(InMemoryWorkspace workspace, TimeProvider time) : IInvites
{
    public static TimeSpan Life { get; } = TimeSpan.FromDays(7);

    public Task<IssuedInvite> CreateAsync(CreateInvite command, CancellationToken cancellationToken)
    {
        if (workspace.Refusal is not null)
        {
            throw workspace.Refusal;
        }

        var (id, now) = (workspace.NewId(), time.GetUtcNow());
        workspace.Commit(new InviteCreated(id, command.Role, now + Life, now, command.Email), command.Actor);
        return Task.FromResult(new IssuedInvite(id, $"wsi_{id:N}_secret", now + Life));
    }

    public Task RevokeAsync(string storeId, Guid inviteId, Actor actor, CancellationToken cancellationToken)
    {
        workspace.Commit(new InviteRevoked(inviteId, time.GetUtcNow()), actor);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Invite>> ListAsync(string storeId, CancellationToken cancellationToken)
    {
        var log = workspace.Log();
        var revoked = log.Select(committed => committed.Data).OfType<InviteRevoked>().Select(data => data.Id).ToHashSet();
        return Task.FromResult<IReadOnlyList<Invite>>(
        [
            .. from committed in log.Reverse()
               let created = committed.Data as InviteCreated
               where created is not null && !revoked.Contains(created.Id)
               let name = workspace.Directory.Of(storeId).NameOf(committed.Actor)
               select new Invite(created.Id, storeId, created.Role, created.Email, name ?? "Work Squared", created.CreatedAt, created.ExpiresAt),
        ]);
    }

    public Task<Invite?> FindAsync(string text, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task AcceptAsync(string text, Guid accountId, string name, CancellationToken cancellationToken) => throw new NotSupportedException();
}
