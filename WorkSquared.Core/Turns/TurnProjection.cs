using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Log;
using WorkSquared.Core.Settings;

namespace WorkSquared.Core.Turns;

/// <summary>What is owed: a turn is born, tried and ended in the transactions of its events.</summary>
internal sealed class TurnProjection : IProjection
{
    // By the settings that the conversation has here in the log.
    private const string Open =
        """
        INSERT INTO turns (store_id, id, conversation_id, node_id, parent_id, question_id, question_position, position, opened_at, asked_by,
                           state, stop_requested, attempts, model_id, delays, due_at, delay_reason, end_position)
        VALUES (@p1, @p2, @p3, @p2, @p4, @p5, @p6, @p6, @p7, @p8,
                CASE WHEN @p9 = 0 AND NOT @p10 AND EXISTS (
                  SELECT 1 FROM conversation_settings s WHERE s.store_id = @p1 AND s.conversation_id = @p3 AND s.answers = 1) THEN 5 ELSE @p9 END,
                FALSE, 0, '', 0, NULL, '', NULL)
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string OpenAgain =
        """
        INSERT INTO turns (store_id, id, conversation_id, node_id, parent_id, continues_id, question_id, question_position, position, opened_at,
                           asked_by, state, stop_requested, requested_model, attempts, model_id, delays, due_at, delay_reason, end_position)
        SELECT @p1, @p2, t.conversation_id, CASE WHEN @p3 THEN t.node_id ELSE @p2 END, t.parent_id, CASE WHEN @p4 THEN t.id END,
               t.question_id, t.question_position, @p5, @p6, @p7, @p9, FALSE, COALESCE(@p10, CASE WHEN @p3 THEN t.requested_model END),
               0, '', 0, NULL, '', NULL
        FROM turns t WHERE t.store_id = @p1 AND t.id = @p8
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string Attempt =
        """
        INSERT INTO attempts (store_id, id, turn_id, number, epoch, model_id, started_at, interruption, text)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7, '', '')
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string CountAttempt =
        """
        UPDATE turns SET attempts = @p3, model_id = @p4, due_at = NULL, delay_reason = ''
        WHERE store_id = @p1 AND id = @p2 AND attempts < @p3
        """;

    private const string Interrupt =
        "UPDATE attempts SET interruption = @p4, text = @p5 WHERE store_id = @p1 AND turn_id = @p2 AND number = @p3";

    // Counted by the time it names, so that an event seen twice counts once.
    private const string PutOff =
        """
        UPDATE turns SET delays = delays + 1, due_at = @p3, delay_reason = @p4
        WHERE store_id = @p1 AND id = @p2 AND state = 0 AND (due_at IS NULL OR due_at <> @p3)
        """;

    private const string RequestStop =
        "UPDATE turns SET stop_requested = @p4 WHERE store_id = @p1 AND conversation_id = @p2 AND question_id = @p3 AND state = 0";

    private const string End = "UPDATE turns SET state = @p3, end_position = @p4, due_at = NULL, delay_reason = '' WHERE store_id = @p1 AND id = @p2 AND state = 0";

    private const string EndImported = "UPDATE turns SET state = @p3, end_position = @p4 WHERE store_id = @p1 AND id = @p2 AND state = 4";

    private const string DropClaim = "DELETE FROM claims WHERE store_id = @p1 AND turn_id = @p2";

    public IReadOnlyList<string> Tables { get; } = ["turns", "attempts"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        var (store, turn) = (committed.StoreId, committed.CausationId);
        switch (committed.Data)
        {
            case ChatMessageSent sent:
                OpenTurn(committed, sent.Id, ConversationTree.ParentOf(session, store, sent), TurnState.Open, Address.IsIn(sent.Message), session);
                break;
            case QuestionImported imported:
                OpenTurn(committed, imported.Id, ConversationTree.ParentOf(session, store, imported), TurnState.Unanswered, isAddressed: false, session);
                break;
            case LLMResponseRequested requested:
                OpenTurnAgain(committed, requested.Reason, TurnState.Open, requested.Model, session);
                break;
            case RequestImported imported:
                OpenTurnAgain(committed, imported.Reason, TurnState.Unanswered, model: null, session);
                break;
            case LLMResponseStarted started:
                session.Execute(Attempt, store, started.Id, turn, started.Attempt, started.Epoch, started.ModelId, started.CreatedAt);
                session.Execute(CountAttempt, store, turn, started.Attempt, started.ModelId);
                if (started.InterruptedMessage is { } text)
                {
                    session.Execute(Interrupt, store, turn, started.Attempt - 1, Interruption.OfTheServer, text);
                }

                break;
            case LLMResponseDelayed delayed:
                session.Execute(PutOff, store, turn, delayed.RetryAt, delayed.Reason);
                session.Execute(Interrupt, store, turn, delayed.Attempt, delayed.Reason, delayed.Message);
                break;
            case LLMResponseStopRequested stop:
                session.Execute(RequestStop, store, stop.ConversationId, stop.ResponseToMessageId, true);
                break;
            case LLMResponseReceived:
                EndTurn(committed, TurnState.Answered, session);
                break;
            case LLMResponseFailed:
                EndTurn(committed, TurnState.Failed, session);
                break;
            case LLMResponseCancelled:
                EndTurn(committed, TurnState.Cancelled, session);
                break;
            case AnswerImported imported:
                session.Execute(EndImported, store, turn, StateOf(imported.Outcome), committed.Position);
                break;
        }
    }

    private static void OpenTurn(
        CommittedEvent committed, Guid question, Guid parent, TurnState state, bool isAddressed, WriteSession session) => session.Execute(
            Open, committed.StoreId, committed.Id, committed.Data.Topic, parent, question, committed.Position, committed.CommittedAt,
            committed.Actor.Value, state, isAddressed);

    private static void OpenTurnAgain(
        CommittedEvent committed, RequestReason reason, TurnState state, string? model, WriteSession session) => session.Execute(
            OpenAgain, committed.StoreId, committed.Id, reason.KeepsPlace(), reason is RequestReason.Continue, committed.Position,
            committed.CommittedAt, committed.Actor.Value, committed.CausationId, state, model);

    private static TurnState StateOf(ImportedOutcome outcome) => outcome switch
    {
        ImportedOutcome.Answered => TurnState.Answered,
        ImportedOutcome.Failed => TurnState.Failed,
        _ => TurnState.Cancelled,
    };

    private static void EndTurn(CommittedEvent committed, TurnState state, WriteSession session)
    {
        session.Execute(End, committed.StoreId, committed.CausationId, state, committed.Position);
        session.Execute(DropClaim, committed.StoreId, committed.CausationId);
        SavedDraft.Drop(session, committed.StoreId, committed.CausationId);
    }
}
