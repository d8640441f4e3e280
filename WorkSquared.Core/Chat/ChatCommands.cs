using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

internal sealed class ChatCommands(LogWriter writer, EventAppender appender, TimeProvider time) : IChatCommands
{
    private const string FindOpenTurn =
        "SELECT question_id FROM turns WHERE store_id = @p1 AND id = @p2 AND conversation_id = @p3 AND state = 0";

    private const string FindQuestion =
        "SELECT turn_id FROM messages WHERE store_id = @p1 AND id = @p2 AND conversation_id = @p3 AND kind = 0";

    private const string FindTurnUnderWay = "SELECT 1 FROM turns WHERE store_id = @p1 AND question_id = @p2 AND state = 0";

    public async Task<SentMessage> SendAsync(SendMessage command, CancellationToken cancellationToken)
    {
        var text = MessageText.Check(command.Text);
        TurnIds.RefuseDerived(command.CommandId, command.ConversationId);
        var now = time.GetUtcNow();
        var (storeId, conversationId) = (command.StoreId, command.ConversationId);

        var sent = Propose(command.CommandId, command.Author, new ChatMessageSent(command.CommandId, conversationId, text, MessageRole.User, now), now);

        var appended = await writer.ExecuteAsync(
            session =>
            {
                if (!session.HasConversation(storeId, conversationId))
                {
                    // The conversation's id is its command id too: two tabs that send the first message at once create it once.
                    var created = new ConversationCreated(conversationId, MessageText.TitleOf(text), now);
                    appender.Append(session, storeId, Propose(conversationId, command.Author, created, now));
                }

                return appender.Append(session, storeId, sent);
            },
            cancellationToken);
        return new SentMessage(command.CommandId, appended.Position, appended.IsDuplicate);
    }

    public Task StopAsync(string storeId, Guid conversationId, Guid turnId, Actor actor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return writer.ExecuteAsync(
            session =>
            {
                // A turn that has just ended needs no stop, and its reader no complaint.
                if (session.FindId(FindOpenTurn, storeId, turnId, conversationId) is { } question
                    && !session.Exists("SELECT 1 FROM events WHERE store_id = @p1 AND command_id = @p2", storeId, TurnIds.StopOf(turnId)))
                {
                    var stop = new LLMResponseStopRequested(TurnIds.StopOf(turnId), conversationId, question, now);
                    appender.Append(session, storeId, Propose(TurnIds.StopOf(turnId), actor, stop, now, cause: turnId));
                    EndUnlessClaimed(session, storeId, turnId, conversationId, question, actor, now);
                }

                return true;
            },
            cancellationToken);
    }

    public Task RetryAsync(
        string storeId, Guid conversationId, Guid questionId, Guid commandId, Actor actor, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(commandId, conversationId);
        var now = time.GetUtcNow();
        return writer.ExecuteAsync(
            session =>
            {
                if (session.FindId(FindQuestion, storeId, questionId, conversationId) is not { } firstTurn)
                {
                    throw new CommandRefusedException(Refusal.NotFound, "The message to be answered is not in this conversation.");
                }

                // Two people who press Retry at once want one answer.
                if (!session.Exists(FindTurnUnderWay, storeId, questionId))
                {
                    var requested = new LLMResponseRequested(commandId, conversationId, questionId, RequestReason.Retry, now);
                    appender.Append(session, storeId, Propose(commandId, actor, requested, now, cause: firstTurn));
                }

                return true;
            },
            cancellationToken);
    }

    public Task RenameAsync(
        string storeId, Guid conversationId, string title, Guid commandId, Actor actor, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(commandId, conversationId);
        var now = time.GetUtcNow();
        var renamed = Propose(commandId, actor, new ConversationRenamed(conversationId, MessageText.CheckTitle(title), now), now);
        return writer.ExecuteAsync(
            session => session.HasConversation(storeId, conversationId)
                ? appender.Append(session, storeId, renamed)
                : throw new CommandRefusedException(Refusal.NotFound, "There is no such conversation."),
            cancellationToken);
    }

    /// <summary>Nobody works on it, so nobody need be asked: a question that waits in line is withdrawn at once.</summary>
    private void EndUnlessClaimed(
        WriteSession session, string storeId, Guid turnId, Guid conversationId, Guid questionId, Actor actor, DateTimeOffset now)
    {
        if (!session.Exists("SELECT 1 FROM claims WHERE store_id = @p1 AND turn_id = @p2", storeId, turnId))
        {
            var answerId = TurnIds.AnswerOf(turnId);
            var cancelled = new LLMResponseCancelled(answerId, conversationId, "", questionId, actor.Value, ModelId: "", now);
            appender.Append(session, storeId, Propose(answerId, actor, cancelled, now, cause: turnId));
        }
    }

    private static ProposedEvent Propose(Guid commandId, Actor actor, WorkEvent data, DateTimeOffset now, Guid? cause = null) =>
        new(Guid.CreateVersion7(now), commandId, actor, data, cause);
}
