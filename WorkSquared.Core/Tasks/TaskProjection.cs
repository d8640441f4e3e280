using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Tasks;

/// <summary><see cref="WorkTask"/> of every task, as a table.</summary>
internal sealed class TaskProjection : IProjection
{
    private const string Insert =
        """
        INSERT INTO tasks (
            store_id, id, title, conversation_id, message_id, created_by, created_at, completed_at, completed_by, position, completed_position, version)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p10)
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string Rename = "UPDATE tasks SET title = @p4, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string Complete =
        """
        UPDATE tasks SET completed_at = @p4, completed_by = @p5, completed_position = @p6, version = @p3
        WHERE store_id = @p1 AND id = @p2 AND version < @p3
        """;

    private const string Delete = "UPDATE tasks SET deleted_at = @p4, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    public IReadOnlyList<string> Tables { get; } = ["tasks"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        var (store, position, actor) = (committed.StoreId, committed.Position, committed.Actor.Value);
        switch (committed.Data)
        {
            case TaskCreated or TaskImported:
                var task = WorkTask.BegunBy(committed.Data, committed.Actor)!;
                var done = task.Completion;
                session.Execute(
                    Insert, store, task.Id, task.Title, task.ConversationId, task.MessageId, task.CreatedBy.Value, task.CreatedAt,
                    done?.At, done?.By.Value ?? "", position, done is null ? 0L : position);
                break;
            case TaskRenamed renamed:
                session.Execute(Rename, store, renamed.Id, position, renamed.Title);
                break;
            case TaskCompleted completed:
                session.Execute(Complete, store, completed.Id, position, completed.CreatedAt, actor, position);
                break;
            case TaskReopened reopened:
                session.Execute(Complete, store, reopened.Id, position, null, "", 0L);
                break;
            case TaskDeleted deleted:
                session.Execute(Delete, store, deleted.Id, position, deleted.CreatedAt);
                break;
            case TaskRestored restored:
                session.Execute(Delete, store, restored.Id, position, null);
                break;
        }
    }
}
