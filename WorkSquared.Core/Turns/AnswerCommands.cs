using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Turns;

internal sealed class AnswerCommands(LogWriter writer, EventAppender appender, InstanceId instance, TimeProvider time) : IAnswerCommands
{
    public Task<int?> StartAttemptAsync(TurnClaim claim, string modelId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return writer.ExecuteAsync<int?>(
            session =>
            {
                if (!ClaimFence.Holds(session, claim, instance))
                {
                    return null;
                }

                var number = NextAttempt(session, claim);
                var id = Guid.CreateVersion7(now);
                var started = new LLMResponseStarted(id, claim.ConversationId, claim.QuestionId, number, claim.Epoch, modelId, now);
                appender.Append(session, claim.StoreId, Propose(claim, commandId: id, started, now));
                return number;
            },
            cancellationToken);
    }

    public Task<bool> AnswerAsync(
        TurnClaim claim, string text, string modelId, ResponseMetadata metadata, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return EndAsync(
            claim,
            new LLMResponseReceived(
                claim.AnswerId, claim.ConversationId, text, MessageRole.Assistant, modelId, claim.QuestionId, now, metadata),
            now,
            cancellationToken);
    }

    public Task<bool> FailAsync(TurnClaim claim, TurnFailure failure, string textSoFar, string modelId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return EndAsync(
            claim,
            new LLMResponseFailed(
                claim.AnswerId, claim.ConversationId, claim.QuestionId, failure.ErrorClass, failure.Reason, failure.Retryable, textSoFar, modelId, now),
            now,
            cancellationToken);
    }

    public Task<bool> CancelAsync(TurnClaim claim, string textSoFar, string modelId, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return writer.ExecuteAsync(
            session =>
            {
                if (!ClaimFence.Holds(session, claim, instance))
                {
                    return false;
                }

                var cancelled = new LLMResponseCancelled(
                    claim.AnswerId, claim.ConversationId, textSoFar, claim.QuestionId, StoppedBy(session, claim), modelId, now);
                appender.Append(session, claim.StoreId, Propose(claim, claim.AnswerId, cancelled, now));
                return true;
            },
            cancellationToken);
    }

    private Task<bool> EndAsync(TurnClaim claim, WorkEvent ending, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var proposed = Propose(claim, commandId: claim.AnswerId, ending, now);
        return writer.ExecuteAsync(
            session =>
            {
                if (!ClaimFence.Holds(session, claim, instance))
                {
                    return false;
                }

                appender.Append(session, claim.StoreId, proposed);
                return true;
            },
            cancellationToken);
    }

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
