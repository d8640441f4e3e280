using System.Data.Common;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

/// <summary>Asks open turns to end, in the transaction at hand.</summary>
internal sealed class TurnStops(EventAppender appender, InstanceId instance)
{
    private const string FindOpenTurn =
        "SELECT id, question_id FROM turns WHERE store_id = @p1 AND id = @p2 AND conversation_id = @p3 AND state = 0";

    private const string FindOpenTurns =
        "SELECT id, question_id FROM turns WHERE store_id = @p1 AND conversation_id = @p2 AND state = 0 ORDER BY position";

    private const string FindWaitingTurns =
        """
        SELECT id, question_id FROM turns
        WHERE store_id = @p1 AND conversation_id = @p2 AND question_id = @p3 AND state = 0 AND attempts = 0 ORDER BY position
        """;

    /// <summary>A turn that has just ended needs no stop, and its reader no complaint.</summary>
    public void Stop(WriteSession session, string storeId, Guid conversationId, Guid turnId, Actor actor, DateTimeOffset now)
    {
        if (session.List(FindOpenTurn, ReadTurn, storeId, turnId, conversationId) is [var turn])
        {
            Stop(session, storeId, conversationId, turn, actor, cause: turnId, now);
        }
    }

    public void StopAll(WriteSession session, string storeId, Guid conversationId, Actor actor, Guid cause, DateTimeOffset now)
    {
        foreach (var turn in session.List(FindOpenTurns, ReadTurn, storeId, conversationId))
        {
            Stop(session, storeId, conversationId, turn, actor, cause, now);
        }
    }

    /// <summary>What is being answered goes on: its text may be worth having.</summary>
    public void Withdraw(
        WriteSession session, string storeId, Guid conversationId, Guid questionId, Actor actor, Guid cause, DateTimeOffset now)
    {
        foreach (var turn in session.List(FindWaitingTurns, ReadTurn, storeId, conversationId, questionId))
        {
            if (!ClaimFence.IsHeld(session, storeId, turn.Id, instance))
            {
                Stop(session, storeId, conversationId, turn, actor, cause, now);
            }
        }
    }

    private void Stop(
        WriteSession session, string storeId, Guid conversationId, (Guid Id, Guid QuestionId) turn, Actor actor, Guid cause, DateTimeOffset now)
    {
        var stopId = TurnIds.StopOf(turn.Id);
        if (session.HasCommand(storeId, stopId))
        {
            return;
        }

        var stop = new LLMResponseStopRequested(stopId, conversationId, turn.QuestionId, now);
        appender.Append(session, storeId, new ProposedEvent(now, stopId, actor, stop, cause));

        // Nobody works on it, so nobody need be asked: a question that waits, in line or for its provider, is withdrawn at once.
        if (!ClaimFence.IsHeld(session, storeId, turn.Id, instance))
        {
            var answerId = TurnIds.AnswerOf(turn.Id);
            var text = SavedDraft.Find(session, storeId, turn.Id) ?? "";
            var cancelled = new LLMResponseCancelled(answerId, conversationId, text, turn.QuestionId, actor.Value, ModelId: "", now);
            appender.Append(session, storeId, new ProposedEvent(now, answerId, actor, cancelled, turn.Id));
        }
    }

    private static (Guid Id, Guid QuestionId) ReadTurn(DbDataReader reader) => (reader.GetId(0), reader.GetId(1));
}
