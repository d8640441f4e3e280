using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

internal sealed class ReasoningReader(SnapshotReader snapshots) : IReasoningReader
{
    public Task<Reasoning?> ReadAsync(Reader reader, Guid conversationId, Guid turnId, CancellationToken cancellationToken) => snapshots.ReadAsync(
        reader,
        context => TurnEnd.Find(context, reader.StoreId, conversationId, turnId)?.Event switch
        {
            LLMResponseReceived received => received.Reasoning,
            LLMResponseFailed failed => failed.Reasoning,
            LLMResponseCancelled cancelled => cancelled.Reasoning,
            _ => null,
        },
        cancellationToken);
}
