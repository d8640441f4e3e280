using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

/// <summary>Says something, in the transaction at hand: what somebody writes on a page, and what a service pushes.</summary>
internal sealed class MessageSending(EventAppender appender, TurnStops stops)
{
    private const string FindNode = "SELECT 1 FROM turns WHERE store_id = @p1 AND node_id = @p2 AND id = @p2 AND conversation_id = @p3";

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

    /// <summary>What can be checked and written before the transaction, so that the one writer need not.</summary>
    /// <exception cref="CommandRefusedException">It can't be said.</exception>
    public static ProposedEvent Prepare(SendMessage command, DateTimeOffset now)
    {
        var text = MessageText.Check(command.Text);
        TurnIds.RefuseDerived(command.CommandId, command.ConversationId);
        var message = new ChatMessageSent(
            command.MessageId ?? command.CommandId, command.ConversationId, text, MessageRole.User, now, command.AfterTurnId, command.ReplacesMessageId);
        return new ProposedEvent(now, command.CommandId, command.Author, message);
    }

    public Appended Send(WriteSession session, SendMessage command, ProposedEvent message, DateTimeOffset now)
    {
        var (storeId, conversationId) = (command.StoreId, command.ConversationId);
        appender.DemandSight(session, storeId, conversationId, command.Author);
        var keptIn = session.KeepingOf(storeId, conversationId);
        if (keptIn is null)
        {
            // The conversation's id is its command id too: two tabs that send the first message at once create it once.
            var title = MessageText.TitleOf(((ChatMessageSent)message.Data).Message);
            var created = appender.Append(
                session, storeId, new ProposedEvent(now, conversationId, command.Author, new ConversationCreated(conversationId, title, now)));
            if (command.BeginsRestricted)
            {
                var restricted = new ConversationRestricted(conversationId, now);
                appender.Append(session, storeId, new ProposedEvent(now, TurnIds.RestrictionOf(conversationId), command.Author, restricted, created.Id));
            }
        }

        // One that had arrived before the conversation was deleted is told so.
        if (keptIn is Keeping.Bin && !session.HasCommand(storeId, command.CommandId))
        {
            throw Deletion.Refused();
        }

        CheckPlace(session, command);
        CheckSeen(session, command, (ChatMessageSent)message.Data);
        var added = appender.Append(session, storeId, message);
        if (keptIn is Keeping.Archive && !added.IsDuplicate)
        {
            var unarchived = new ConversationUnarchived(conversationId, now);
            appender.Append(session, storeId, new ProposedEvent(now, TurnIds.UnarchivalOf(added.Id), command.Author, unarchived, added.Id));
        }

        if (command is { WithdrawsReplaced: true, ReplacesMessageId: { } replaced } && !added.IsDuplicate)
        {
            stops.Withdraw(session, storeId, conversationId, replaced, command.Author, cause: added.Id, now);
        }

        return added;
    }

    /// <summary>A place that is not in this conversation is a mistake of the sender's, and not to be guessed at.</summary>
    private static void CheckPlace(WriteSession session, SendMessage command)
    {
        var isThere = (command.AfterTurnId is not { } after || session.Exists(FindNode, command.StoreId, after, command.ConversationId))
            && (command.ReplacesMessageId is not { } replaced || session.HasQuestion(command.StoreId, command.ConversationId, replaced));
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
}
