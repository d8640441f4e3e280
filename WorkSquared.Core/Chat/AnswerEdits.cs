using System.Data.Common;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

/// <summary>An edit is a turn like any other: it is opened and ended in one transaction, so that nobody else can answer it.</summary>
internal sealed class AnswerEdits(LogWriter writer, EventAppender appender, FreeSpace space, TimeProvider time) : IAnswerEdits
{
    private const string FindAnswer =
        """
        SELECT m.turn_id, m.response_to, m.text FROM messages m
        WHERE m.store_id = @p1 AND m.id = @p2 AND m.conversation_id = @p3 AND m.kind = 1
        """;

    public async Task<Guid> EditAsync(EditAnswer command, CancellationToken cancellationToken)
    {
        var text = MessageText.Check(command.Text);
        TurnIds.RefuseDerived(command.CommandId, command.ConversationId);
        space.CheckForAMessage();
        var (storeId, conversationId, actor, now) = (command.StoreId, command.ConversationId, command.Actor, time.GetUtcNow());
        using var span = CoreActivity.Start("chat.edit", storeId, conversationId);
        var turn = await writer.ExecuteAsync(
            session =>
            {
                appender.DemandSight(session, storeId, conversationId, actor, "There is no such answer in this conversation.");
                var original = session.Find(FindAnswer, Original.Read, storeId, command.ResponseId, conversationId)
                    ?? throw new CommandRefusedException(Refusal.NotFound, "There is no such answer in this conversation.");
                if (!session.HasCommand(storeId, command.CommandId))
                {
                    session.CheckIsInReach(storeId, conversationId);
                    if (text == original.Text)
                    {
                        throw new CommandRefusedException(Refusal.Invalid, "The text is the same as before.");
                    }
                }

                var requested = new LLMResponseRequested(command.CommandId, conversationId, original.QuestionId, RequestReason.Edit, now);
                var opened = appender.Append(
                    session, storeId, new ProposedEvent(now, command.CommandId, actor, requested, original.TurnId)).Id;

                // The command id of every end of a turn: there is one at most, and a repetition with another text is a conflict.
                var answerId = TurnIds.AnswerOf(opened);
                var edited = new LLMResponseReceived(
                    answerId, conversationId, text, MessageRole.Assistant, ModelId: "", original.QuestionId, now,
                    new ResponseMetadata(ResponseMetadata.Person, "stop", Attempt: 0));
                appender.Append(session, storeId, new ProposedEvent(now, answerId, actor, edited, opened));
                return opened;
            },
            cancellationToken);
        span?.LinkTo(turn);
        return turn;
    }

    private sealed record Original(Guid TurnId, Guid QuestionId, string Text)
    {
        public static Original Read(DbDataReader reader) => new(
            reader.GetId(0), reader.GetId(1), reader.GetString(2));
    }
}
