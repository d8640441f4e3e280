using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;

namespace WorkSquared.Core.Labels;

/// <summary><see cref="ConversationLabels"/> of every conversation, as a table.</summary>
internal sealed class LabelProjection : IProjection
{
    // A label that is gone has no row to tell that an event is an old one, so the conversation tells.
    private const string Touch = "UPDATE conversations SET version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string Add =
        """
        INSERT INTO conversation_labels (store_id, conversation_id, key, label, version) VALUES (@p1, @p2, @p3, @p4, @p5)
        ON CONFLICT (store_id, conversation_id, key) DO NOTHING
        """;

    private const string Remove = "DELETE FROM conversation_labels WHERE store_id = @p1 AND conversation_id = @p2 AND key = @p3";

    private const string KeepWithConversation =
        "UPDATE conversation_labels SET deleted_at = @p3, version = @p4 WHERE store_id = @p1 AND conversation_id = @p2 AND version < @p4";

    public IReadOnlyList<string> Tables { get; } = ["conversation_labels"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        var (store, position) = (committed.StoreId, committed.Position);
        switch (committed.Data)
        {
            case LabelAdded added when session.Execute(Touch, store, added.ConversationId, position) > 0:
                session.Execute(Add, store, added.ConversationId, LabelName.KeyOf(added.Label), added.Label, position);
                break;
            case LabelRemoved removed when session.Execute(Touch, store, removed.ConversationId, position) > 0:
                session.Execute(Remove, store, removed.ConversationId, LabelName.KeyOf(removed.Label));
                break;
            case ConversationDeleted deleted:
                session.Execute(KeepWithConversation, store, deleted.ConversationId, deleted.CreatedAt, position);
                break;
            case ConversationRestored restored:
                session.Execute(KeepWithConversation, store, restored.ConversationId, null, position);
                break;
        }
    }
}
