using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Chat;

/// <summary>The side menu as a table: <see cref="ConversationList"/>, kept.</summary>
internal sealed class ConversationProjection : IProjection
{
    private const string Create =
        """
        INSERT INTO conversations (store_id, id, title, created_at, last_position, last_at, open_turns, version)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p4, 0, @p5)
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string Rename =
        "UPDATE conversations SET title = @p3, version = @p4 WHERE store_id = @p1 AND id = @p2 AND version < @p4";

    private const string Touch =
        """
        UPDATE conversations SET last_position = @p3, last_at = @p4, open_turns = open_turns + @p5, version = @p3
        WHERE store_id = @p1 AND id = @p2 AND version < @p3
        """;

    private const string OpenTurn =
        "UPDATE conversations SET open_turns = open_turns + 1, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    public IReadOnlyList<string> Tables { get; } = ["conversations"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        var (store, position) = (committed.StoreId, committed.Position);
        switch (committed.Data)
        {
            case ConversationCreated created:
                session.Execute(Create, store, created.Id, created.Title, created.CreatedAt, position);
                break;
            case ConversationRenamed renamed:
                session.Execute(Rename, store, renamed.ConversationId, renamed.Title, position);
                break;
            case ChatMessageSent sent:
                session.Execute(Touch, store, sent.ConversationId, position, sent.CreatedAt, 1);
                break;
            case LLMResponseRequested requested:
                session.Execute(OpenTurn, store, requested.ConversationId, position);
                break;
            case LLMResponseReceived received:
                session.Execute(Touch, store, received.ConversationId, position, received.CreatedAt, -1);
                break;
            case LLMResponseFailed failed:
                session.Execute(Touch, store, failed.ConversationId, position, failed.CreatedAt, -1);
                break;
            case LLMResponseCancelled cancelled:
                session.Execute(Touch, store, cancelled.ConversationId, position, cancelled.CreatedAt, -1);
                break;
        }
    }
}
