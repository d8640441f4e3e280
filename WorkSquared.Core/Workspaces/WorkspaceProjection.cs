using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Workspaces;

internal sealed class WorkspaceProjection : IProjection
{
    private const string Name =
        """
        INSERT INTO workspaces (store_id, name, version) VALUES (@p1, @p2, @p3)
        ON CONFLICT (store_id) DO UPDATE SET name = excluded.name, version = excluded.version WHERE version < excluded.version
        """;

    public IReadOnlyList<string> Tables { get; } = ["workspaces"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        switch (committed.Data)
        {
            case WorkspaceCreated created:
                session.Execute(Name, committed.StoreId, created.Name, committed.Position);
                break;
            case WorkspaceRenamed renamed:
                session.Execute(Name, committed.StoreId, renamed.Name, committed.Position);
                break;
        }
    }
}
