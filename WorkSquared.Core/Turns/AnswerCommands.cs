using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Rights;
using WorkSquared.Core.Usage;

namespace WorkSquared.Core.Turns;

internal sealed class AnswerCommands(
    LogWriter writer, EventAppender appender, DailyCap cap, IRights rights, InstanceId instance, CoreMetrics metrics, TimeProvider time) : IAnswerCommands
{
    private const string IsStopped = "SELECT 1 FROM turns WHERE store_id = @p1 AND id = @p2 AND stop_requested = @p3";

    public async Task<AttemptStart> StartAttemptAsync(
        TurnClaim claim, string modelId, Reservation? reservation, CancellationToken cancellationToken)
    {
        using var span = TurnTrace.Start("turn.attempt", claim);
        var now = time.GetUtcNow();
        return await writer.ExecuteAsync(
            session =>
            {
                if (!ClaimFence.Holds(session, claim, instance))
                {
                    return new AttemptStart(ClaimState.Lost, 0);
                }

                // A Stop that came first is kept, though its notice may not have reached the responder yet.
                if (session.Exists(IsStopped, claim.StoreId, claim.TurnId, true))
                {
                    return new AttemptStart(ClaimState.StopRequested, 0);
                }

                // Before anything is paid for.
                if (!rights.MayAsk(session, claim.StoreId, claim.ConversationId, claim.AskedBy))
                {
                    appender.Append(session, claim.StoreId, Propose(claim, commandId: claim.AnswerId, NotAllowed(claim, modelId, null, now), now));
                    return new AttemptStart(ClaimState.Lost, 0);
                }

                if (cap.Refuse(session, claim.StoreId, reservation, now) is { } refused)
                {
                    appender.Append(
                        session, claim.StoreId, Propose(claim, commandId: claim.AnswerId, Failed(session, claim, refused, "", modelId, null, now), now));
                    return new AttemptStart(ClaimState.Lost, 0);
                }

                var number = NextAttempt(session, claim);
                var id = Guid.CreateVersion7(now);
                var interrupted = SavedDraft.Find(session, claim.StoreId, claim.TurnId);
                var started = new LLMResponseStarted(id, claim.ConversationId, claim.QuestionId, number, claim.Epoch, modelId, now, interrupted, reservation);
                SavedDraft.Drop(session, claim.StoreId, claim.TurnId);
                appender.Append(session, claim.StoreId, Propose(claim, commandId: id, started, now));
                return new AttemptStart(ClaimState.Held, number);
            },
            cancellationToken);
    }

    public async Task<bool> DelayAsync(
        TurnClaim claim, int attempt, TurnFailure failure, DateTimeOffset retryAt, string textSoFar, string modelId, TokenUsage? usage,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        using var span = TurnTrace.Start("turn.delay", claim);
        var delayed = new LLMResponseDelayed(
            Guid.CreateVersion7(now), claim.ConversationId, claim.QuestionId, attempt, failure.ErrorClass, failure.Reason, retryAt, textSoFar, modelId, now,
            usage);
        return await writer.ExecuteAsync(
            session =>
            {
                if (!ClaimFence.Holds(session, claim, instance))
                {
                    return false;
                }

                if (!rights.MayAsk(session, claim.StoreId, claim.ConversationId, claim.AskedBy))
                {
                    appender.Append(session, claim.StoreId, Propose(claim, commandId: claim.AnswerId, NotAllowed(claim, modelId, usage, now), now));
                    return true;
                }

                appender.Append(session, claim.StoreId, Propose(claim, commandId: delayed.Id, delayed, now));
                SavedDraft.Drop(session, claim.StoreId, claim.TurnId);
                ClaimFence.GiveBack(session, claim, instance);
                return true;
            },
            cancellationToken);
    }

    public Task<bool> AnswerAsync(
        TurnClaim claim, WrittenText text, string modelId, ResponseMetadata metadata, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return EndAsync(
            claim,
            session => rights.MayAsk(session, claim.StoreId, claim.ConversationId, claim.AskedBy)
                ? new LLMResponseReceived(
                    claim.AnswerId, claim.ConversationId, text.Text, MessageRole.Assistant, modelId, claim.QuestionId, now, metadata, text.Reasoning)
                : NotAllowed(claim, modelId, metadata.Usage, now),
            now,
            cancellationToken);
    }

    public Task<bool> FailAsync(
        TurnClaim claim, TurnFailure failure, WrittenText textSoFar, string modelId, TokenUsage? usage, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return EndAsync(claim, session => Failed(session, claim, failure, textSoFar, modelId, usage, now), now, cancellationToken);
    }

    public Task<bool> CancelAsync(TurnClaim claim, WrittenText textSoFar, string modelId, TokenUsage? usage, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return EndAsync(
            claim,
            session => new LLMResponseCancelled(
                claim.AnswerId, claim.ConversationId, OrSavedDraft(session, claim, textSoFar.Text), claim.QuestionId, StoppedBy(session, claim), modelId, now,
                usage, textSoFar.Reasoning),
            now,
            cancellationToken);
    }

    private async Task<bool> EndAsync(
        TurnClaim claim, Func<WriteSession, WorkEvent> ending, DateTimeOffset now, CancellationToken cancellationToken)
    {
        using var span = TurnTrace.Start("turn.end", claim);
        var ended = await writer.ExecuteAsync(
            session =>
            {
                if (!ClaimFence.Holds(session, claim, instance))
                {
                    return false;
                }

                appender.Append(session, claim.StoreId, Propose(claim, commandId: claim.AnswerId, ending(session), now));
                return true;
            },
            cancellationToken);
        if (!ended)
        {
            metrics.LateWriterDiscarded();
        }

        return ended;
    }

    /// <summary>Without the text: nothing is said in the name of somebody who may say nothing here. What it cost stays on the books.</summary>
    private static LLMResponseFailed NotAllowed(TurnClaim claim, string modelId, TokenUsage? usage, DateTimeOffset now) => new(
        claim.AnswerId, claim.ConversationId, claim.QuestionId, TurnFailure.NotAllowed.ErrorClass, TurnFailure.NotAllowed.Reason,
        TurnFailure.NotAllowed.Retryable, "", modelId, now, usage);

    private static LLMResponseFailed Failed(
        WriteSession session, TurnClaim claim, TurnFailure failure, WrittenText textSoFar, string modelId, TokenUsage? usage, DateTimeOffset now) => new(
            claim.AnswerId, claim.ConversationId, claim.QuestionId, failure.ErrorClass, failure.Reason, failure.Retryable,
            OrSavedDraft(session, claim, textSoFar.Text), modelId, now, usage, textSoFar.Reasoning);

    /// <summary>What an attempt before a crash had written is all there is when this one has written nothing.</summary>
    private static string OrSavedDraft(WriteSession session, TurnClaim claim, string text) =>
        text.Length > 0 ? text : SavedDraft.Find(session, claim.StoreId, claim.TurnId) ?? "";

    // Every terminal event of a turn has the same command id: even without claims there would be only one.
    private static ProposedEvent Propose(TurnClaim claim, Guid commandId, WorkEvent data, DateTimeOffset now) =>
        new(now, commandId, Actor.AssistantFor(claim.AskedBy), data, causationId: claim.TurnId);

    private static int NextAttempt(WriteSession session, TurnClaim claim) => 1 + session.Count(
        "SELECT attempts FROM turns WHERE store_id = @p1 AND id = @p2", claim.StoreId, claim.TurnId);

    private static string StoppedBy(WriteSession session, TurnClaim claim) => session.Find(
        "SELECT actor FROM events WHERE store_id = @p1 AND command_id = @p2",
        static reader => reader.GetString(0),
        claim.StoreId,
        TurnIds.StopOf(claim.TurnId)) ?? claim.AskedBy.Value;
}
