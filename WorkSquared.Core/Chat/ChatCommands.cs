using WorkSquared.Core.Composing;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

internal sealed class ChatCommands(
    LogWriter writer,
    EventAppender appender,
    MessageSending messages,
    TurnStops stops,
    ComposerDraftKeeper drafts,
    FreeSpace space,
    TimeProvider time,
    ICurrentModel? models = null) : IChatCommands
{
    private const string FindEnded =
        """
        SELECT t.node_id, t.question_id, t.state, COALESCE(m.finish_reason, ''),
          EXISTS (SELECT 1 FROM turns a WHERE a.store_id = t.store_id AND a.parent_id = t.parent_id AND a.node_id = t.node_id AND a.state = 1)
        FROM turns t
        LEFT JOIN messages m ON m.store_id = t.store_id AND m.conversation_id = t.conversation_id AND m.position = t.end_position
        WHERE t.store_id = @p1 AND t.id = @p2 AND t.conversation_id = @p3
        """;

    private const string FindTurnUnderWay = "SELECT id FROM turns WHERE store_id = @p1 AND conversation_id = @p2 AND question_id = @p3 AND state = 0";

    public async Task<SentMessage> SendAsync(SendMessage command, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var message = MessageSending.Prepare(command, now);
        space.CheckForAMessage();
        using var span = CoreActivity.Start("chat.send", command.StoreId, command.ConversationId);

        var (appended, draft) = await writer.ExecuteAsync(
            session =>
            {
                var added = messages.Send(session, command, message, now);
                return (added, command.ClearsDraft ? ComposerDraftKeeper.Clear(session, command.StoreId, command.Author, command.CommandId) : null);
            },
            cancellationToken);
        if (draft is { } place)
        {
            drafts.Tell(command.StoreId, command.Author, place, version: null);
        }

        span?.LinkTo(appended.Id);
        return new SentMessage(command.MessageId ?? command.CommandId, appended.Id, appended.Position, appended.IsDuplicate);
    }

    public async Task StopAsync(string storeId, Guid conversationId, Guid turnId, Actor actor, CancellationToken cancellationToken)
    {
        using var span = CoreActivity.Start("chat.stop", storeId, conversationId);
        span?.LinkTo(turnId);
        var now = time.GetUtcNow();
        await writer.ExecuteAsync(
            session =>
            {
                if (!appender.Hides(session, storeId, conversationId, actor))
                {
                    stops.Stop(session, storeId, conversationId, turnId, actor, now);
                }

                return true;
            },
            cancellationToken);
    }

    public async Task<Guid> AskAgainAsync(AskAgain command, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(command.CommandId, command.ConversationId);
        models.CheckOffered(command.Model);
        using var span = CoreActivity.Start("chat.retry", command.StoreId, command.ConversationId);
        var now = time.GetUtcNow();
        var turn = await writer.ExecuteAsync(
            session =>
            {
                var (storeId, conversationId) = (command.StoreId, command.ConversationId);
                appender.DemandSight(
                    session, storeId, conversationId, command.Actor, "The question to be answered is not in this conversation.");
                var ended = session.Find(FindEnded, EndedTurn.Read, storeId, command.TurnId, conversationId)
                    ?? throw new CommandRefusedException(Refusal.NotFound, "The question to be answered is not in this conversation.");

                // Two people who press the button at once want one answer.
                if (session.FindId(FindTurnUnderWay, storeId, conversationId, ended.QuestionId) is { } underWay)
                {
                    return underWay;
                }

                // One that had arrived before may find its turn ended, or the conversation deleted, and is no new wish.
                if (!session.HasCommand(storeId, command.CommandId))
                {
                    ended.Check(command.Reason);
                    session.CheckIsInReach(storeId, conversationId);
                }

                var requested = new LLMResponseRequested(command.CommandId, conversationId, ended.QuestionId, command.Reason, now, command.Model);
                var cause = requested.KeepsPlace ? ended.NodeId : command.TurnId;
                return appender.Append(session, storeId, new ProposedEvent(now, command.CommandId, command.Actor, requested, cause)).Id;
            },
            cancellationToken);
        span?.LinkTo(turn);
        return turn;
    }

    public Task RenameAsync(
        string storeId, Guid conversationId, string title, Guid commandId, Actor actor, CancellationToken cancellationToken)
    {
        TurnIds.RefuseDerived(commandId, conversationId);
        var now = time.GetUtcNow();
        var renamed = new ProposedEvent(now, commandId, actor, new ConversationRenamed(conversationId, MessageText.CheckTitle(title), now));
        return writer.ExecuteAsync(
            session =>
            {
                appender.DemandSight(session, storeId, conversationId, actor);
                session.CheckIsInReach(storeId, conversationId, commandId);
                return appender.Append(session, storeId, renamed);
            },
            cancellationToken);
    }
}
