using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Members;

/// <summary>The people of <see cref="Membership"/>, kept.</summary>
internal sealed class MemberProjection : IProjection
{
    private const string Insert =
        """
        INSERT INTO members (store_id, id, name, name_key, created_at, version) VALUES (@p1, @p2, @p3, @p4, @p5, @p6)
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string Rename =
        "UPDATE members SET name = @p3, name_key = @p4, version = @p5 WHERE store_id = @p1 AND id = @p2 AND version < @p5";

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
        }
    }
}
