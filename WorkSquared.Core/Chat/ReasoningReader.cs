using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

internal sealed class ReasoningReader(SnapshotReader snapshots) : IReasoningReader
{
    public Task<Reasoning?> ReadAsync(string storeId, Guid conversationId, Guid turnId, CancellationToken cancellationToken) => snapshots.ReadAsync(
        context => TurnEnd.Find(context, storeId, conversationId, turnId)?.Event switch
        {
            LLMResponseReceived received => received.Reasoning,
            LLMResponseFailed failed => failed.Reasoning,
            LLMResponseCancelled cancelled => cancelled.Reasoning,
            _ => null,
        },
        cancellationToken);
}
