using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

internal sealed class AnswerCommands(LogWriter writer, EventAppender appender, InstanceId instance, TimeProvider time) : IAnswerCommands
{
    private const string IsStopped = "SELECT 1 FROM turns WHERE store_id = @p1 AND id = @p2 AND stop_requested = @p3";

    private const string FindDraft = "SELECT text FROM drafts WHERE store_id = @p1 AND turn_id = @p2";

    public Task<AttemptStart> StartAttemptAsync(TurnClaim claim, string modelId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return writer.ExecuteAsync(
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

                var number = NextAttempt(session, claim);
                var id = Guid.CreateVersion7(now);
                var started = new LLMResponseStarted(id, claim.ConversationId, claim.QuestionId, number, claim.Epoch, modelId, now);
                appender.Append(session, claim.StoreId, Propose(claim, commandId: id, started, now));
                return new AttemptStart(ClaimState.Held, number);
            },
            cancellationToken);
    }

    public Task<bool> AnswerAsync(
        TurnClaim claim, string text, string modelId, ResponseMetadata metadata, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return EndAsync(
            claim,
            _ => new LLMResponseReceived(
                claim.AnswerId, claim.ConversationId, text, MessageRole.Assistant, modelId, claim.QuestionId, now, metadata),
            now,
            cancellationToken);
    }

    public Task<bool> FailAsync(TurnClaim claim, TurnFailure failure, string textSoFar, string modelId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return EndAsync(
            claim,
            session => new LLMResponseFailed(
                claim.AnswerId, claim.ConversationId, claim.QuestionId, failure.ErrorClass, failure.Reason, failure.Retryable,
                OrSavedDraft(session, claim, textSoFar), modelId, now),
            now,
            cancellationToken);
    }

    public Task<bool> CancelAsync(TurnClaim claim, string textSoFar, string modelId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return EndAsync(
            claim,
            session => new LLMResponseCancelled(
                claim.AnswerId, claim.ConversationId, OrSavedDraft(session, claim, textSoFar), claim.QuestionId, StoppedBy(session, claim), modelId, now),
            now,
            cancellationToken);
    }

    private Task<bool> EndAsync(TurnClaim claim, Func<WriteSession, WorkEvent> ending, DateTimeOffset now, CancellationToken cancellationToken) =>
        writer.ExecuteAsync(
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

    /// <summary>What an attempt before a crash had written is all there is when this one has written nothing.</summary>
    private static string OrSavedDraft(WriteSession session, TurnClaim claim, string text) => text.Length > 0
        ? text
        : session.Find(FindDraft, static reader => reader.GetString(0), claim.StoreId, claim.TurnId) ?? "";

    // Every terminal event of a turn has the same command id: even without claims there would be only one.
    private static ProposedEvent Propose(TurnClaim claim, Guid commandId, WorkEvent data, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now), commandId, Actor.AssistantFor(claim.AskedBy), data, causationId: claim.TurnId);

    private static int NextAttempt(WriteSession session, TurnClaim claim) => 1 + session.Count(
        "SELECT attempts FROM turns WHERE store_id = @p1 AND id = @p2", claim.StoreId, claim.TurnId);

    private static string StoppedBy(WriteSession session, TurnClaim claim) => session.Find(
        "SELECT actor FROM events WHERE store_id = @p1 AND command_id = @p2",
        static reader => reader.GetString(0),
        claim.StoreId,
        TurnIds.StopOf(claim.TurnId)) ?? claim.AskedBy.Value;
}
