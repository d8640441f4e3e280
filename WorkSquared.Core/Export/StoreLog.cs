using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Log;

namespace WorkSquared.Core.Export;

/// <remarks>No transaction is held from page to page: for as long as somebody downloads slowly, the write-ahead log could not be emptied.</remarks>
internal sealed class StoreLog(SnapshotReader snapshots) : IStoreLog
{
    // A page is in memory at a time, and the longest answers are some hundred thousand characters.
    private const int PageSize = 100;

    /// <summary>Characters of payload after which a page is full: whoever reads is another program, of which there may be many.</summary>
    private const int PageLength = 1_000_000;

    public Task<StoreContents> DescribeAsync(string storeId, CancellationToken cancellationToken) => snapshots.ReadAsync(
        context => new StoreContents(
            storeId,
            context.Events.Where(row => row.StoreId == storeId && row.Position == 1).Select(row => (Guid?)row.Id).FirstOrDefault(),
            LogReader.HeadOf(context, storeId),
            context.Conversations.Count(row => row.StoreId == storeId),
            context.Messages.Count(row => row.StoreId == storeId)),
        cancellationToken);

    public async IAsyncEnumerable<EventEnvelope> ReadAsync(string storeId, long head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0L; after < head; after += PageSize)
        {
            var (from, to) = (after, Math.Min(after + PageSize, head));
            var page = await snapshots.ReadAsync(
                context => context.Events.AsNoTracking()
                    .Where(row => row.StoreId == storeId && row.Position > from && row.Position <= to)
                    .OrderBy(row => row.Position)
                    .AsEnumerable()
                    .Select(EventEnvelope.From)
                    .ToList(),
                cancellationToken);
            foreach (var recorded in page)
            {
                yield return recorded;
            }
        }
    }

    public Task<EventPage> ReadPageAsync(string storeId, long after, int limit, CancellationToken cancellationToken) => snapshots.ReadAsync(
        context =>
        {
            var head = LogReader.HeadOf(context, storeId);
            List<EventEnvelope> events = [];
            var length = 0;
            var rows = context.Events.AsNoTracking().Where(row => row.StoreId == storeId && row.Position > after).OrderBy(row => row.Position).Take(limit);
            foreach (var row in head > after ? rows.AsEnumerable() : [])
            {
                events.Add(EventEnvelope.From(row));
                if ((length += row.Payload.Length) >= PageLength)
                {
                    break;
                }
            }

            return new EventPage(events, head);
        },
        cancellationToken);

    public async IAsyncEnumerable<Guid> ConversationsAsync(string storeId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // By id, which never changes: whatever moves in a list meanwhile, each comes once.
        byte[] last = [];
        List<byte[]> page;
        do
        {
            var after = last;
            page = await snapshots.ReadAsync(
                context => context.Database
                    .SqlQuery<byte[]>(
                        $"""
                        SELECT id AS "Value" FROM conversations WHERE store_id = {storeId} AND deleted_at IS NULL AND id > {after}
                        ORDER BY id LIMIT {PageSize}
                        """)
                    .ToList(),
                cancellationToken);
            foreach (var id in page)
            {
                yield return new Guid(id, bigEndian: true);
                last = id;
            }
        }
        while (page.Count == PageSize);
    }
}
