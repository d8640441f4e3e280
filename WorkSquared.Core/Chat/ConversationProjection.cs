using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;

namespace WorkSquared.Core.Chat;

/// <summary>The side menu as a table: <see cref="ConversationList"/>, kept.</summary>
internal sealed class ConversationProjection : IProjection
{
    private const string Create =
        """
        INSERT INTO conversations (store_id, id, title, created_at, last_position, last_at, open_turns, is_pinned, deleted_by, said_position,
                                   said_by, said_before, source, source_id, source_turn_id, is_restricted, version)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p4, 0, FALSE, '', 0, '', 0, @p6, @p7, @p8, FALSE, @p5)
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string Rename =
        "UPDATE conversations SET title = @p3, version = @p4 WHERE store_id = @p1 AND id = @p2 AND version < @p4";

    // The turn is there already, and is open unless it was owed no answer.
    private const string Ask =
        """
        UPDATE conversations SET last_position = @p3, last_at = @p4, newest_turn_id = @p5, version = @p3,
          open_turns = open_turns + (SELECT count(*) FROM turns t WHERE t.store_id = @p1 AND t.id = @p5 AND t.state = 0),
          said_position = @p3, said_by = @p6, said_before = CASE WHEN said_by = @p6 THEN said_before ELSE said_position END
        WHERE store_id = @p1 AND id = @p2 AND version < @p3
        """;

    private const string Answer =
        """
        UPDATE conversations SET last_position = @p3, last_at = @p4, open_turns = open_turns - 1, version = @p3,
          said_position = @p3, said_by = @p5, said_before = CASE WHEN said_by = @p5 THEN said_before ELSE said_position END
        WHERE store_id = @p1 AND id = @p2 AND version < @p3
        """;

    // Whoever pressed Stop has said nothing.
    private const string Cancel =
        """
        UPDATE conversations SET last_position = @p3, last_at = @p4, open_turns = open_turns - 1, version = @p3
        WHERE store_id = @p1 AND id = @p2 AND version < @p3
        """;

    private const string AskAgain =
        """
        UPDATE conversations SET open_turns = open_turns + 1, newest_turn_id = @p4, version = @p3
        WHERE store_id = @p1 AND id = @p2 AND version < @p3
        """;

    // What was said elsewhere is news to nobody: said_position stays.
    private const string AskElsewhere =
        """
        UPDATE conversations SET last_position = @p3, last_at = @p4, newest_turn_id = @p5, version = @p3
        WHERE store_id = @p1 AND id = @p2 AND version < @p3
        """;

    private const string AskAgainElsewhere =
        "UPDATE conversations SET newest_turn_id = @p4, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string AnswerElsewhere =
        "UPDATE conversations SET last_position = @p3, last_at = @p4, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    // The same as ConversationPlace says.
    private const string Pin =
        "UPDATE conversations SET is_pinned = TRUE, archived_at = NULL, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string Unpin = "UPDATE conversations SET is_pinned = FALSE, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string Archive =
        "UPDATE conversations SET is_pinned = FALSE, archived_at = @p4, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string Unarchive = "UPDATE conversations SET archived_at = NULL, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string Delete =
        "UPDATE conversations SET deleted_at = @p4, deleted_by = @p5, version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    private const string Restore =
        "UPDATE conversations SET deleted_at = NULL, deleted_by = '', version = @p3 WHERE store_id = @p1 AND id = @p2 AND version < @p3";

    public IReadOnlyList<string> Tables { get; } = ["conversations"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        var (store, position) = (committed.StoreId, committed.Position);
        switch (committed.Data)
        {
            case ConversationCreated created:
                session.Execute(Create, store, created.Id, created.Title, created.CreatedAt, position, "", "", null);
                break;
            case ConversationRenamed renamed:
                session.Execute(Rename, store, renamed.ConversationId, renamed.Title, position);
                break;
            case ChatMessageSent sent:
                session.Execute(Ask, store, sent.ConversationId, position, sent.CreatedAt, committed.Id, committed.Actor.Value);
                break;
            case LLMResponseRequested requested:
                session.Execute(AskAgain, store, requested.ConversationId, position, committed.Id);
                break;
            case LLMResponseReceived received:
                session.Execute(Answer, store, received.ConversationId, position, received.CreatedAt, committed.Actor.Value);
                break;
            case LLMResponseFailed failed:
                session.Execute(Answer, store, failed.ConversationId, position, failed.CreatedAt, committed.Actor.Value);
                break;
            case LLMResponseCancelled cancelled:
                session.Execute(Cancel, store, cancelled.ConversationId, position, cancelled.CreatedAt);
                break;
            default:
                ApplyImport(committed, session);
                ApplyPlace(committed, session);
                break;
        }
    }

    private static void ApplyImport(CommittedEvent committed, WriteSession session)
    {
        var (store, position) = (committed.StoreId, committed.Position);
        switch (committed.Data)
        {
            case ConversationImported created:
                session.Execute(
                    Create, store, created.Id, created.Title, created.CreatedAt, position, created.Source, created.SourceId, created.SourceTurnId);
                break;
            case QuestionImported asked:
                session.Execute(AskElsewhere, store, asked.ConversationId, position, asked.CreatedAt, committed.Id);
                break;
            case RequestImported requested:
                session.Execute(AskAgainElsewhere, store, requested.ConversationId, position, committed.Id);
                break;
            case AnswerImported answered:
                session.Execute(AnswerElsewhere, store, answered.ConversationId, position, answered.CreatedAt);
                break;
        }
    }

    private static void ApplyPlace(CommittedEvent committed, WriteSession session)
    {
        var (store, position) = (committed.StoreId, committed.Position);
        switch (committed.Data)
        {
            case ConversationPinned pinned:
                session.Execute(Pin, store, pinned.ConversationId, position);
                break;
            case ConversationUnpinned unpinned:
                session.Execute(Unpin, store, unpinned.ConversationId, position);
                break;
            case ConversationArchived archived:
                session.Execute(Archive, store, archived.ConversationId, position, archived.CreatedAt);
                session.ForgetKeepingOf(store, archived.ConversationId);
                break;
            case ConversationUnarchived unarchived:
                session.Execute(Unarchive, store, unarchived.ConversationId, position);
                break;
            case ConversationDeleted deleted:
                session.Execute(Delete, store, deleted.ConversationId, position, deleted.CreatedAt, committed.Actor.Value);
                session.ForgetKeepingOf(store, deleted.ConversationId);
                break;
            case ConversationRestored restored:
                session.Execute(Restore, store, restored.ConversationId, position);
                break;
        }
    }
}
