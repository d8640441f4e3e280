using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

/// <summary>What is owed: a turn is born, tried and ended in the transactions of its events.</summary>
internal sealed class TurnProjection : IProjection
{
    private const string Open =
        """
        INSERT INTO turns (store_id, id, conversation_id, question_id, question_position, position, opened_at, asked_by, state,
                           stop_requested, attempts, model_id, end_position)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p5, @p6, @p7, 0, FALSE, 0, '', NULL)
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string OpenAgain =
        """
        INSERT INTO turns (store_id, id, conversation_id, question_id, question_position, position, opened_at, asked_by, state,
                           stop_requested, attempts, model_id, end_position)
        SELECT @p1, @p2, @p3, @p4, m.position, @p5, @p6, @p7, 0, FALSE, 0, '', NULL
        FROM messages m WHERE m.store_id = @p1 AND m.id = @p4
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string Attempt =
        """
        INSERT INTO attempts (store_id, id, turn_id, number, epoch, model_id, started_at)
        VALUES (@p1, @p2, @p3, @p4, @p5, @p6, @p7)
        ON CONFLICT (store_id, id) DO NOTHING
        """;

    private const string CountAttempt =
        "UPDATE turns SET attempts = @p3, model_id = @p4 WHERE store_id = @p1 AND id = @p2 AND attempts < @p3";

    private const string RequestStop = "UPDATE turns SET stop_requested = @p3 WHERE store_id = @p1 AND id = @p2 AND state = 0";

    private const string End = "UPDATE turns SET state = @p3, end_position = @p4 WHERE store_id = @p1 AND id = @p2 AND state = 0";

    private const string DropClaim = "DELETE FROM claims WHERE store_id = @p1 AND turn_id = @p2";

    private const string DropDraft = "DELETE FROM drafts WHERE store_id = @p1 AND turn_id = @p2";

    public IReadOnlyList<string> Tables { get; } = ["turns", "attempts"];

    public void Apply(CommittedEvent committed, WriteSession session)
    {
        var (store, turn) = (committed.StoreId, committed.CausationId);
        switch (committed.Data)
        {
            case ChatMessageSent sent:
                session.Execute(
                    Open, store, committed.Id, sent.ConversationId, sent.Id, committed.Position, committed.CommittedAt, committed.Actor.Value);
                break;
            case LLMResponseRequested requested:
                session.Execute(
                    OpenAgain, store, committed.Id, requested.ConversationId, requested.ResponseToMessageId, committed.Position,
                    committed.CommittedAt, committed.Actor.Value);
                break;
            case LLMResponseStarted started:
                session.Execute(Attempt, store, started.Id, turn, started.Attempt, started.Epoch, started.ModelId, started.CreatedAt);
                session.Execute(CountAttempt, store, turn, started.Attempt, started.ModelId);
                break;
            case LLMResponseStopRequested:
                session.Execute(RequestStop, store, turn, true);
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
        }
    }

    private static void EndTurn(CommittedEvent committed, TurnState state, WriteSession session)
    {
        session.Execute(End, committed.StoreId, committed.CausationId, state, committed.Position);
        session.Execute(DropClaim, committed.StoreId, committed.CausationId);
        session.Execute(DropDraft, committed.StoreId, committed.CausationId);
    }
}
