using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Cases;

internal sealed class TurnRecords(SnapshotReader snapshots) : ITurnRecords
{
    public Task<TurnRecord?> ReadAsync(Reader reader, Guid conversationId, Guid turnId, int historyLimit, CancellationToken cancellationToken) =>
        snapshots.ReadAsync(
            reader,
            context =>
            {
                var turn = context.Turns.AsNoTracking()
                    .FirstOrDefault(row => row.StoreId == reader.StoreId && row.Id == turnId && row.ConversationId == conversationId);
                return turn is null ? null : Read(context, turn, historyLimit);
            },
            cancellationToken);

    private static TurnRecord Read(WorkSquaredDbContext context, TurnRow turn, int historyLimit)
    {
        var events = EventsOf(context, turn);
        var sent = events.Select(recorded => recorded.Read()).OfType<LLMResponseReceived>().FirstOrDefault()?.Metadata.Prompt;
        var history = sent is null ? null : HistoryReader.ReadAgain(context, turn, sent);
        return new TurnRecord(events, history ?? HistoryReader.Read(context, turn, historyLimit), sent);
    }

    // Only what lies between the turn's first event and its last: no index leads from a cause to what it brought about. What was asked for
    // again, and so names this turn as its cause too, comes after its end.
    private static List<EventEnvelope> EventsOf(WorkSquaredDbContext context, TurnRow turn)
    {
        var (last, stop) = (turn.EndPosition ?? long.MaxValue, TurnIds.StopOf(turn.Id));
        return [.. context.Events.AsNoTracking()
            .Where(row => row.StoreId == turn.StoreId && row.Position >= turn.Position && row.Position <= last
                && (row.Id == turn.Id || row.CausationId == turn.Id || row.CommandId == stop))
            .OrderBy(row => row.Position)
            .AsEnumerable()
            .Select(EventEnvelope.From)];
    }
}
