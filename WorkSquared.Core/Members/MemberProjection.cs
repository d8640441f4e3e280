using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Tokens;

namespace WorkSquared.Core.Members;

/// <summary>The people of <see cref="Membership"/>, and what they may do, kept.</summary>
internal sealed class MemberProjection : IProjection
{
    private const string Insert =
        """
        INSERT INTO members (store_id, id, name, name_key, created_at, version) VALUES (@p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string Rename =
        "UPDATE members SET name = @p3, name_key = @p4, version = @p5 WHERE store_id = @p1 AND id = @p2 AND version < @p5";

    private const string SetRole =
        """
        UPDATE members SET role = @p3, role_version = @p4
        WHERE store_id = @p1 AND id = @p2 AND (role_version IS NULL OR role_version < @p4)
        """;

    private const string SetFirstRole =
        "UPDATE members SET role = @p3, role_version = @p4 WHERE store_id = @p1 AND id = @p2 AND role_version IS NULL";

    private const string Suspend =
        "UPDATE members SET suspended_at = @p3, version = @p4 WHERE store_id = @p1 AND id = @p2 AND version < @p4";

    public IReadOnlyList<string> Tables { get; } = ["members"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        var (store, position) = (committed.StoreId, committed.Position);
        switch (committed.Data)
        {
            case UserCreated created:
                session.Execute(Insert, store, created.Id, created.Name, MemberName.KeyOf(created.Name), created.CreatedAt, position);
                break;
            case UserRenamed renamed:
                session.Execute(Rename, store, renamed.Id, renamed.Name, MemberName.KeyOf(renamed.Name), position);
                break;
            case RoleGranted granted:
                session.Execute(SetRole, store, granted.UserId, granted.Role, position);
                break;
            case MemberRemoved removed:
                session.Execute(SetRole, store, removed.UserId, null, position);
                break;
            case TokenCreated token:
                // From the time before there were roles: whoever a token was made for has gone on with it since.
                session.Execute(SetFirstRole, store, token.UserId, Role.Member, position);
                break;
            case MemberSuspended suspended:
                session.Execute(Suspend, store, suspended.UserId, suspended.CreatedAt, position);
                break;
            case MemberReinstated reinstated:
                session.Execute(Suspend, store, reinstated.UserId, null, position);
                break;
        }
    }
}
