using WorkSquared.Core.Composing;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

internal sealed class ChatCommands(
    LogWriter writer, EventAppender appender, TurnStops stops, ComposerDraftKeeper drafts, FreeSpace space, TimeProvider time, ModelInUse? models = null)
    : IChatCommands
{
    private const string FindQuestion = "SELECT 1 FROM messages WHERE store_id = @p1 AND id = @p2 AND conversation_id = @p3 AND kind = 0";

    private const string FindNode = "SELECT 1 FROM turns WHERE store_id = @p1 AND node_id = @p2 AND id = @p2 AND conversation_id = @p3";

    private const string FindEnded =
        """
        SELECT t.node_id, t.question_id, t.state, COALESCE(m.finish_reason, ''),
          EXISTS (SELECT 1 FROM turns a WHERE a.store_id = t.store_id AND a.parent_id = t.parent_id AND a.node_id = t.node_id AND a.state = 1)
        FROM turns t
        LEFT JOIN messages m ON m.store_id = t.store_id AND m.conversation_id = t.conversation_id AND m.position = t.end_position
        WHERE t.store_id = @p1 AND t.id = @p2 AND t.conversation_id = @p3
        """;

    // On the branch that ends with the node @p5. Another wording of a question is another node, and another answer to it as well.
    private const string CountUnseen =
        """
        WITH RECURSIVE branch(id) AS (
          SELECT @p5
          UNION ALL
          SELECT t.parent_id FROM branch CROSS JOIN turns t WHERE t.store_id = @p1 AND t.id = branch.id),
        unseen AS (
          SELECT m.kind FROM messages m CROSS JOIN turns t ON t.store_id = m.store_id AND t.id = m.turn_id
          WHERE m.store_id = @p1 AND m.conversation_id = @p2 AND m.position > @p3 AND m.author <> @p4 AND (
            t.node_id IN (SELECT id FROM branch)
            OR m.id IN (SELECT n.question_id FROM branch CROSS JOIN turns n WHERE n.store_id = @p1 AND n.id = branch.id)))
        SELECT count(*) FROM unseen WHERE EXISTS (SELECT 1 FROM unseen WHERE kind = 0)
        """;

    private const string FindTurnUnderWay = "SELECT id FROM turns WHERE store_id = @p1 AND conversation_id = @p2 AND question_id = @p3 AND state = 0";

    public async Task<SentMessage> SendAsync(SendMessage command, CancellationToken cancellationToken)
    {
        var text = MessageText.Check(command.Text);
        TurnIds.RefuseDerived(command.CommandId, command.ConversationId);
        space.CheckForAMessage();
        var now = time.GetUtcNow();
        var (storeId, conversationId) = (command.StoreId, command.ConversationId);
        using var span = CoreActivity.Start("chat.send", storeId, conversationId);

        var message = new ChatMessageSent(
            command.CommandId, conversationId, text, MessageRole.User, now, command.AfterTurnId, command.ReplacesMessageId);
        var sent = Propose(command.CommandId, command.Author, message, now);

        var (appended, draft) = await writer.ExecuteAsync(
            session =>
            {
                var keptIn = session.KeepingOf(storeId, conversationId);
                if (keptIn is null)
                {
                    // The conversation's id is its command id too: two tabs that send the first message at once create it once.
                    var created = new ConversationCreated(conversationId, MessageText.TitleOf(text), now);
                    appender.Append(session, storeId, Propose(conversationId, command.Author, created, now));
                }

                // One that had arrived before the conversation was deleted is told so.
                if (keptIn is Keeping.Bin && !session.HasCommand(storeId, command.CommandId))
                {
                    throw Deletion.Refused();
                }

                CheckPlace(session, command);
                CheckSeen(session, command, message);
                var added = appender.Append(session, storeId, sent);
                if (keptIn is Keeping.Archive && !added.IsDuplicate)
                {
                    var unarchived = new ConversationUnarchived(conversationId, now);
                    appender.Append(session, storeId, Propose(TurnIds.UnarchivalOf(added.Id), command.Author, unarchived, now, cause: added.Id));
                }

                if (command is { WithdrawsReplaced: true, ReplacesMessageId: { } replaced } && !added.IsDuplicate)
                {
                    stops.Withdraw(session, storeId, conversationId, replaced, command.Author, cause: added.Id, now);
                }

                return (added, command.ClearsDraft ? ComposerDraftKeeper.Clear(session, storeId, command.Author, command.CommandId) : null);
            },
            cancellationToken);
        if (draft is { } place)
        {
            drafts.Tell(storeId, command.Author, place, version: null);
        }

        span?.LinkTo(appended.Id);
        return new SentMessage(command.CommandId, appended.Id, appended.Position, appended.IsDuplicate);
    }

    public async Task StopAsync(string storeId, Guid conversationId, Guid turnId, Actor actor, CancellationToken cancellationToken)
    {
        using var span = CoreActivity.Start("chat.stop", storeId, conversationId);
        span?.LinkTo(turnId);
        var now = time.GetUtcNow();
        await writer.ExecuteAsync(
            session =>
            {
                stops.Stop(session, storeId, conversationId, turnId, actor, now);
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
                    if (session.KeepingOf(storeId, conversationId) is Keeping.Bin)
                    {
                        throw Deletion.Refused();
                    }
                }

                var requested = new LLMResponseRequested(command.CommandId, conversationId, ended.QuestionId, command.Reason, now, command.Model);
                var cause = requested.KeepsPlace ? ended.NodeId : command.TurnId;
                return appender.Append(session, storeId, Propose(command.CommandId, command.Actor, requested, now, cause)).Id;
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
        var renamed = Propose(commandId, actor, new ConversationRenamed(conversationId, MessageText.CheckTitle(title), now), now);
        return writer.ExecuteAsync(
            session =>
            {
                if (!session.HasCommand(storeId, commandId))
                {
                    session.CheckIsInReach(storeId, conversationId);
                }

                return appender.Append(session, storeId, renamed);
            },
            cancellationToken);
    }

    /// <summary>A place that is not in this conversation is a mistake of the sender's, and not to be guessed at.</summary>
    private static void CheckPlace(WriteSession session, SendMessage command)
    {
        var isThere = (command.AfterTurnId is not { } after || session.Exists(FindNode, command.StoreId, after, command.ConversationId))
            && (command.ReplacesMessageId is not { } replaced || session.Exists(FindQuestion, command.StoreId, replaced, command.ConversationId));
        if (!isThere)
        {
            throw new CommandRefusedException(Refusal.Invalid, "What this message follows is not in this conversation. Load the page again, then send it.");
        }
    }

    /// <summary>Whoever was away is not made to answer what they have not read: what has come on the branch that they go on, as the page has told
    /// them. Answers alone, to their own questions, hold nobody up.</summary>
    private static void CheckSeen(WriteSession session, SendMessage command, ChatMessageSent message)
    {
        if (command.Seen is not { } seen || session.HasCommand(command.StoreId, command.CommandId))
        {
            return;
        }

        var end = ConversationTree.ParentOf(session, command.StoreId, message);
        var unseen = session.Count(CountUnseen, command.StoreId, command.ConversationId, seen, command.Author.Value, end);
        if (unseen > 0)
        {
            throw new CommandRefusedException(
                Refusal.Outdated, unseen == 1 ? "1 new message since you wrote this." : $"{unseen} new messages since you wrote this.");
        }
    }

    private static ProposedEvent Propose(Guid commandId, Actor actor, WorkEvent data, DateTimeOffset now, Guid? cause = null) =>
        new(Guid.CreateVersion7(now), commandId, actor, data, cause);
}
