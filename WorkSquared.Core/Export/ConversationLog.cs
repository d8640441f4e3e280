using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Export;

internal sealed class ConversationLog(SnapshotReader snapshots) : IConversationLog
{
    // A page is in memory at a time, and the longest answers are some hundred thousand characters.
    private const int PageSize = 200;

    public async IAsyncEnumerable<EventEnvelope> ReadAsync(
        Reader reader, Guid conversationId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // Without an end, a conversation that is being answered would be read for as long as anybody writes in it.
        var head = await snapshots.ReadAsync(reader, context => LogReader.HeadOf(context, reader.StoreId), cancellationToken);
        var after = 0L;
        List<EventEnvelope> page;
        do
        {
            page = await snapshots.ReadAsync(reader, context => ReadPage(context, reader.StoreId, conversationId, after, head), cancellationToken);
            foreach (var recorded in page)
            {
                yield return recorded;
                after = recorded.Position;
            }
        }
        while (page.Count == PageSize);
    }

    private static List<EventEnvelope> ReadPage(WorkSquaredDbContext context, string storeId, Guid conversationId, long after, long head) =>
        [.. context.Events.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.Topic == conversationId && row.Position > after && row.Position <= head)
            .OrderBy(row => row.Position)
            .Take(PageSize)
            .AsEnumerable()
            .Select(EventEnvelope.From)];
}
