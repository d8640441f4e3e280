using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Log;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Export;

/// <remarks>No transaction is held from page to page: for as long as somebody downloads slowly, the write-ahead log could not be emptied.</remarks>
internal sealed class StoreLog(SnapshotReader snapshots) : IStoreLog
{
    // A page is in memory at a time, and the longest answers are some hundred thousand characters.
    private const int PageSize = 100;

    /// <summary>Characters of payload after which a page is full: whoever reads is another program, of which there may be many.</summary>
    private const int PageLength = 1_000_000;

    public Task<StoreContents> DescribeAsync(Reader reader, CancellationToken cancellationToken) => snapshots.ReadAsync(
        reader,
        context => new StoreContents(
            reader.StoreId,
            context.Events.IgnoreQueryFilters().Where(row => row.StoreId == reader.StoreId && row.Position == 1).Select(row => (Guid?)row.Id).FirstOrDefault(),
            LogReader.HeadOf(context, reader.StoreId),
            context.Conversations.Count(row => row.StoreId == reader.StoreId),
            context.Messages.Count(row => row.StoreId == reader.StoreId)),
        cancellationToken);

    public async IAsyncEnumerable<EventEnvelope> ReadAsync(Reader reader, long head, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var after = 0L; after < head; after += PageSize)
        {
            var (from, to) = (after, Math.Min(after + PageSize, head));
            var page = await snapshots.ReadAsync(
                reader,
                context => context.Events.AsNoTracking()
                    .Where(row => row.StoreId == reader.StoreId && row.Position > from && row.Position <= to)
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

    public Task<EventPage> ReadPageAsync(Reader reader, long after, int limit, CancellationToken cancellationToken) => snapshots.ReadAsync(
        reader,
        context =>
        {
            var head = LogReader.HeadOf(context, reader.StoreId);
            List<EventEnvelope> events = [];
            var (length, isFull) = (0, false);
            var rows = context.Events.AsNoTracking().Where(row => row.StoreId == reader.StoreId && row.Position > after).OrderBy(row => row.Position).Take(limit);
            foreach (var row in head > after ? rows.AsEnumerable() : [])
            {
                events.Add(EventEnvelope.From(row));
                if ((length += row.Payload.Length) >= PageLength || events.Count == limit)
                {
                    isFull = true;
                    break;
                }
            }

            // Whoever goes on until the head must come to an end, although what stands there may not be for them.
            var last = events.Count > 0 ? events[^1].Position : Math.Min(after, head);
            return new EventPage(events, isFull ? head : last) { Through = isFull ? last : head };
        },
        cancellationToken);

    public async IAsyncEnumerable<Guid> ConversationsAsync(Reader reader, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // By id, which never changes: whatever moves in a list meanwhile, each comes once.
        byte[] last = [];
        int length;
        do
        {
            var after = last;
            var (page, seen) = await snapshots.ReadAsync(
                reader,
                context =>
                {
                    var ids = context.Database
                        .SqlQuery<byte[]>(
                            $"""
                            SELECT id AS "Value" FROM conversations WHERE store_id = {reader.StoreId} AND deleted_at IS NULL AND id > {after}
                            ORDER BY id LIMIT {PageSize}
                            """)
                        .AsEnumerable()
                        .Select(id => new Guid(id, bigEndian: true))
                        .ToList();
                    return (ids, context.Conversations.Where(row => row.StoreId == reader.StoreId && ids.Contains(row.Id)).Select(row => row.Id).ToHashSet());
                },
                cancellationToken);
            foreach (var id in page.Where(seen.Contains))
            {
                yield return id;
            }

            length = page.Count;
            last = length > 0 ? page[^1].ToByteArray(bigEndian: true) : last;
        }
        while (length == PageSize);
    }
}
