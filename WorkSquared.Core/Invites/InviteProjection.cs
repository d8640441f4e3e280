using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Invites;

internal sealed class InviteProjection : IProjection
{
    private const string Insert =
        """
        INSERT INTO invites (store_id, id, role, email, invited_by, created_at, expires_at) VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7)
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string End = "UPDATE invites SET ended_at = @p3 WHERE store_id = @p1 AND id = @p2 AND ended_at IS NULL";

    public IReadOnlyList<string> Tables { get; } = ["invites"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        var store = committed.StoreId;
        switch (committed.Data)
        {
            case InviteCreated created:
                session.Execute(
                    Insert, store, created.Id, created.Role, created.Email, committed.Actor.Value, created.CreatedAt, created.ExpiresAt);
                break;
            case InviteRevoked revoked:
                session.Execute(End, store, revoked.Id, revoked.CreatedAt);
                break;
            case InviteAccepted accepted:
                session.Execute(End, store, accepted.Id, accepted.CreatedAt);
                break;
        }
    }
}
