using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Pushing;

/// <summary>The types that another service may push, and what each does in the transaction.</summary>
internal sealed class PushSteps(EventAppender appender, MessageSending messages, OutsideAnswers answers)
{
    public const string Pushable =
        "v1.ConversationCreated, v1.ConversationRenamed, v1.ChatMessageSent, v1.LLMResponseStarted, v1.LLMResponseReceived, v1.LLMResponseFailed"
        + " and v1.LLMResponseCancelled";

    private const string FindMessage = "SELECT 1 FROM messages WHERE store_id = @p1 AND id = @p2";

    private const string OfAnAnswer = "conversationId and responseToMessageId";

    /// <exception cref="CommandRefusedException">It is no event that can be pushed.</exception>
    public Func<WriteSession, Appended> Prepare(TokenHolder holder, PushedEvent pushed, DateTimeOffset now)
    {
        TurnIds.RefuseDerived(pushed.CommandId);
        return pushed.Type switch
        {
            "v1.ConversationCreated" => Create(holder, pushed, now),
            "v1.ConversationRenamed" => Rename(holder, pushed, now),
            "v1.ChatMessageSent" => Say(holder, pushed, now),
            "v1.LLMResponseStarted" => answers.Start(holder, pushed.CommandId, PushedJson.Read<AnswerStart>(pushed, OfAnAnswer), now),
            EventTypes.ResponseReceived => answers.Answer(
                holder, pushed.CommandId, PushedJson.Read<AnswerText>(pushed, "conversationId, responseToMessageId and message"), now),
            EventTypes.ResponseFailed => answers.Fail(
                holder, pushed.CommandId, PushedJson.Read<AnswerFailure>(pushed, "conversationId, responseToMessageId, errorClass and reason"), now),
            EventTypes.ResponseCancelled => answers.Cancel(holder, pushed.CommandId, PushedJson.Read<AnswerEnd>(pushed, OfAnAnswer), now),
            _ => throw new CommandRefusedException(Refusal.Invalid, $"This type can't be pushed. These can: {Pushable}."),
        };
    }

    private Func<WriteSession, Appended> Create(TokenHolder holder, PushedEvent pushed, DateTimeOffset now)
    {
        var given = PushedJson.Read<NewConversation>(pushed, "id and title");
        TurnIds.RefuseDerived(given.Id);
        var created = Propose(holder, pushed, new ConversationCreated(given.Id, MessageText.CheckTitle(given.Title), now), now);
        return session =>
        {
            appender.DemandSight(session, holder.StoreId, given.Id, holder.Actor);
            if (!session.HasCommand(holder.StoreId, pushed.CommandId) && session.KeepingOf(holder.StoreId, given.Id) is not null)
            {
                throw new CommandRefusedException(Refusal.Conflict, "There is a conversation with this id already.");
            }

            return appender.Append(session, holder.StoreId, created);
        };
    }

    private Func<WriteSession, Appended> Rename(TokenHolder holder, PushedEvent pushed, DateTimeOffset now)
    {
        var given = PushedJson.Read<NewTitle>(pushed, "conversationId and title");
        var renamed = Propose(holder, pushed, new ConversationRenamed(given.ConversationId, MessageText.CheckTitle(given.Title), now), now);
        return session =>
        {
            appender.DemandSight(session, holder.StoreId, given.ConversationId, holder.Actor);
            session.CheckIsInReach(holder.StoreId, given.ConversationId, pushed.CommandId);
            return appender.Append(session, holder.StoreId, renamed);
        };
    }

    private Func<WriteSession, Appended> Say(TokenHolder holder, PushedEvent pushed, DateTimeOffset now)
    {
        var given = PushedJson.Read<NewMessage>(pushed, "conversationId and message");
        if (given.Role is not MessageRole.User)
        {
            throw new CommandRefusedException(Refusal.Invalid, "The role of v1.ChatMessageSent is user; an answer is a v1.LLMResponseReceived.");
        }

        var messageId = given.Id ?? pushed.CommandId;
        TurnIds.RefuseDerived(messageId);
        var command = new SendMessage(
            holder.StoreId, pushed.CommandId, given.ConversationId, given.Message, holder.Actor, given.AfterTurnId, given.ReplacesMessageId)
        {
            MessageId = messageId,
        };
        var message = MessageSending.Prepare(command, now);
        return session =>
        {
            appender.DemandSight(session, holder.StoreId, given.ConversationId, holder.Actor);

            // An id that is taken would be another's message.
            if (!session.HasCommand(holder.StoreId, pushed.CommandId) && session.Exists(FindMessage, holder.StoreId, messageId))
            {
                throw new CommandRefusedException(Refusal.Conflict, "There is a message with this id already.");
            }

            return messages.Send(session, command, message, now);
        };
    }

    private static ProposedEvent Propose(TokenHolder holder, PushedEvent pushed, WorkEvent data, DateTimeOffset now) =>
        new(now, pushed.CommandId, holder.Actor, data);
}
