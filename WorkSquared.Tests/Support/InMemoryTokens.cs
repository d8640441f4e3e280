using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tokens;

namespace WorkSquared.Tests.Support;

/// <summary>The tokens of an <see cref="InMemoryWorkspace"/>, as its log says; nobody comes in by them.</summary>
internal sealed class InMemoryTokens(InMemoryWorkspace workspace, TimeProvider time) : ITokenReader, ITokenCommands
{
    public Task<IssuedToken> CreateAsync(CreateToken command, CancellationToken cancellationToken)
    {
        Check();
        var (id, now) = (workspace.NewId(), time.GetUtcNow());
        workspace.Commit(
            new TokenCreated(id, command.Name ?? command.User, command.UserId!.Value, command.Scope, now + command.Life, now), command.Actor);
        return Task.FromResult(new IssuedToken(id, $"ws_{id:N}_secret", now + command.Life));
    }

    public Task RevokeAsync(Guid tokenId, Actor actor, CancellationToken cancellationToken)
    {
        Check();
        workspace.Commit(new TokenRevoked(tokenId, time.GetUtcNow()), actor);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<TokenDescription>?> OfStoreAsync(Reader reader, CancellationToken cancellationToken)
    {
        var members = workspace.Directory.Of(reader.StoreId);
        var log = workspace.Log();
        var revoked = log.Select(committed => committed.Data).OfType<TokenRevoked>().ToDictionary(data => data.Id, data => data.CreatedAt);
        var role = members.RoleOf(reader.Actor);
        return Task.FromResult<IReadOnlyList<TokenDescription>?>(role is null or Role.Guest ? null :
        [
            .. from committed in log.Reverse()
               let created = committed.Data as TokenCreated
               where created is not null && (role >= Role.Admin || Member.ActorOf(created.UserId) == reader.Actor)
               select new TokenDescription(
                   created.Id, reader.StoreId, created.Name, created.UserId, members.Names[created.UserId], created.Scope, created.CreatedAt,
                   created.ExpiresAt, revoked.TryGetValue(created.Id, out var at) ? at : null, LastUsedAt: null),
        ]);
    }

    public Task<TokenHolder?> FindAsync(string text, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> StandsAsync(TokenHolder holder, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<TokenDescription>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    private void Check()
    {
        if (workspace.Refusal is not null)
        {
            throw workspace.Refusal;
        }
    }
}
