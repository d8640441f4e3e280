using System.Data.Common;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Pushing;
using WorkSquared.Core.Rights;
using WorkSquared.Core.Tokens;

namespace WorkSquared.Core.Turns;

/// <summary>Answers by another service, in the place of the responder: the same claims, the same events, one end a turn.</summary>
/// <remarks>A token owns a claim as an instance does. Its holder may start again under its own claim, since a service that was restarted must be
/// able to go on; the lease keeps others off, and the end of the turn is decided by the log alone. The turn of somebody who may not ask any more ends
/// with the next start or answer, whoever has it in hand: it would stay open for ever.</remarks>
internal sealed class OutsideAnswers(EventAppender appender, IRights rights, InstanceId instance)
{
    /// <summary>How long others are kept off after a start.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    private const string FindOpen =
        """
        SELECT t.id, t.asked_by, t.attempts, COALESCE(c.epoch, 0), c.owner, COALESCE(c.lease_until, 0)
        FROM turns t LEFT JOIN claims c ON c.store_id = t.store_id AND c.turn_id = t.id
        WHERE t.store_id = @p1 AND t.conversation_id = @p2 AND t.question_id = @p3 AND t.state = 0
        """;

    private const string FindByCommand = "SELECT causation_id, actor, type, payload FROM events WHERE store_id = @p1 AND command_id = @p2";

    private const string Claim =
        """
        INSERT INTO claims (store_id, turn_id, epoch, owner, lease_until) VALUES (@p1, @p2, @p3, @p4, @p5)
        ON CONFLICT (store_id, turn_id) DO UPDATE SET epoch = excluded.epoch, owner = excluded.owner, lease_until = excluded.lease_until
        """;

    public Func<WriteSession, Appended> Start(TokenHolder holder, Guid commandId, AnswerStart given, DateTimeOffset now)
    {
        var model = OutsideText.Model(given.ModelId);
        return session => AppendIfAllowed(session, holder, commandId, (given.ConversationId, given.ResponseToMessageId), model, now, turn =>
        {
            if (turn.IsOpen)
            {
                turn = turn with { Attempts = turn.Attempts + 1, Epoch = turn.Epoch + 1 };
                session.Execute(Claim, holder.StoreId, turn.Id, turn.Epoch, holder.TokenId, now + Lease);
            }

            return new LLMResponseStarted(commandId, given.ConversationId, given.ResponseToMessageId, turn.Attempts, turn.Epoch, model, now);
        });
    }

    public Func<WriteSession, Appended> Answer(TokenHolder holder, Guid commandId, AnswerText given, DateTimeOffset now)
    {
        var (text, model) = (OutsideText.Answer(given), OutsideText.Model(given.ModelId));
        var origin = OutsideText.Check(given.Metadata);
        return session => AppendIfAllowed(session, holder, commandId, (given.ConversationId, given.ResponseToMessageId), model, now, turn => new LLMResponseReceived(
            TurnIds.AnswerOf(turn.Id), given.ConversationId, text, MessageRole.Assistant, model, given.ResponseToMessageId, now,
            new ResponseMetadata(origin.Source!, origin.FinishReason!, turn.Attempts, origin.InputTokens, origin.OutputTokens)));
    }

    public Func<WriteSession, Appended> Fail(TokenHolder holder, Guid commandId, AnswerFailure given, DateTimeOffset now)
    {
        var (errorClass, reason) = (OutsideText.Word(given.ErrorClass, "errorClass"), MessageText.CheckTitle(given.Reason));
        var (text, model) = (OutsideText.SoFar(given.Message), OutsideText.Model(given.ModelId));
        return session => Append(session, holder, commandId, (given.ConversationId, given.ResponseToMessageId), now, turn => new LLMResponseFailed(
            TurnIds.AnswerOf(turn.Id), given.ConversationId, given.ResponseToMessageId, errorClass, reason, given.Retryable, text, model, now));
    }

    public Func<WriteSession, Appended> Cancel(TokenHolder holder, Guid commandId, AnswerEnd given, DateTimeOffset now)
    {
        var (text, model) = (OutsideText.SoFar(given.Message), OutsideText.Model(given.ModelId));
        return session => Append(session, holder, commandId, (given.ConversationId, given.ResponseToMessageId), now, turn => new LLMResponseCancelled(
            TurnIds.AnswerOf(turn.Id), given.ConversationId, text, given.ResponseToMessageId, holder.Actor.Value, model, now));
    }

    private Appended AppendIfAllowed(
        WriteSession session, TokenHolder holder, Guid commandId, (Guid ConversationId, Guid Id) question, string model, DateTimeOffset now,
        Func<Turn, WorkEvent> state) => Append(session, holder, commandId, question, now, turn => IsRefused(session, holder.StoreId, question.ConversationId, turn)
            ? new LLMResponseFailed(
                TurnIds.AnswerOf(turn.Id), question.ConversationId, question.Id, TurnFailure.NotAllowed.ErrorClass, TurnFailure.NotAllowed.Reason,
                TurnFailure.NotAllowed.Retryable, "", model, now)
            : state(turn));

    /// <summary>As it was when the command was carried out, for one that comes again.</summary>
    private bool IsRefused(WriteSession session, string storeId, Guid conversationId, Turn turn) =>
        turn.IsOpen ? !rights.MayAsk(session, storeId, conversationId, new Actor(turn.AskedBy)) : turn.WasRefused;

    private Appended Append(
        WriteSession session, TokenHolder holder, Guid commandId, (Guid ConversationId, Guid Id) question, DateTimeOffset now, Func<Turn, WorkEvent> state)
    {
        appender.DemandSight(session, holder.StoreId, question.ConversationId, holder.Actor, "There is no such question in this conversation.");

        // What was carried out before is compared with what is sent now, as it stood then: its turn may have ended since.
        var turn = session.Find(FindByCommand, Turn.ReadCommitted, holder.StoreId, commandId) ?? FindFree(session, holder, question, now);
        var proposed = new ProposedEvent(
            now, commandId, Actor.AssistantFor(new Actor(turn.AskedBy)), state(turn), turn.Id == Guid.Empty ? null : turn.Id);
        return appender.Append(session, holder.StoreId, proposed);
    }

    private Turn FindFree(WriteSession session, TokenHolder holder, (Guid ConversationId, Guid Id) question, DateTimeOffset now)
    {
        var turn = session.Find(FindOpen, Turn.ReadOpen, holder.StoreId, question.ConversationId, question.Id);
        if (turn is null)
        {
            throw session.HasQuestion(holder.StoreId, question.ConversationId, question.Id)
                ? new CommandRefusedException(Refusal.Conflict, "This question has had its answer, or is owed none.")
                : new CommandRefusedException(Refusal.NotFound, "There is no such question in this conversation.");
        }

        var isHeld = turn.Owner is { } owner && turn.LeaseUntil != ClaimFence.Released
            && (owner == instance.Value || (owner != holder.TokenId && turn.LeaseUntil > now));
        return isHeld
            ? throw new CommandRefusedException(Refusal.Conflict, "Somebody else is answering this question.")
            : turn;
    }

    private sealed record Turn(Guid Id, string AskedBy, int Attempts, long Epoch, Guid? Owner, DateTimeOffset LeaseUntil, bool IsOpen,
        bool WasRefused = false)
    {
        public static Turn ReadOpen(DbDataReader reader) => new(
            reader.GetId(0),
            reader.GetString(1),
            reader.GetInt32(2),
            reader.GetInt64(3),
            reader.IsDBNull(4) ? null : reader.GetId(4),
            new DateTimeOffset(reader.GetInt64(5), TimeSpan.Zero),
            IsOpen: true);

        /// <summary>The turn as the committed event of the same command has it; nothing of it for an event that is of no turn.</summary>
        public static Turn ReadCommitted(DbDataReader reader)
        {
            var committed = EventTypes.Read(reader.GetString(2), EventTypes.SchemaVersion, reader.GetString(3));
            var (attempt, epoch) = committed switch
            {
                LLMResponseStarted started => (started.Attempt, started.Epoch),
                LLMResponseReceived received => (received.Metadata.Attempt, 0L),
                _ => (0, 0L),
            };
            return new Turn(
                reader.IsDBNull(0) ? Guid.Empty : reader.GetId(0), reader.GetString(1), attempt, epoch, Owner: null, ClaimFence.Released, IsOpen: false,
                WasRefused: committed is LLMResponseFailed { ErrorClass: var errorClass } && errorClass == TurnFailure.NotAllowed.ErrorClass);
        }
    }
}
