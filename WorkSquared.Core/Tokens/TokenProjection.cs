using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Tokens;

internal sealed class TokenProjection : IProjection
{
    private const string Insert =
        """
        INSERT INTO tokens (store_id, id, name, user_id, scope, created_at, expires_at) VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7)
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string Revoke = "UPDATE tokens SET revoked_at = @p3 WHERE store_id = @p1 AND id = @p2 AND revoked_at IS NULL";

    public IReadOnlyList<string> Tables { get; } = ["tokens"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        switch (committed.Data)
        {
            case TokenCreated created:
                session.Execute(
                    Insert, committed.StoreId, created.Id, created.Name, created.UserId, created.Scope, created.CreatedAt, created.ExpiresAt);
                break;
            case TokenRevoked revoked:
                session.Execute(Revoke, committed.StoreId, revoked.Id, revoked.CreatedAt);
                break;
        }
    }
}
