using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Audit;

internal sealed class AuditReader(SnapshotReader snapshots, AuditLooks looks) : IAuditReader
{
    public const int PageSize = 50;

    public async Task<AuditLines?> ReadAsync(Reader reader, AuditFilter filter, long? before, CancellationToken cancellationToken)
    {
        var page = await snapshots.ReadAsync(
            reader, context => MayLook(context, reader) ? Read(context, reader.StoreId, filter, before) : null, cancellationToken);
        await RecordAsync(reader, mayLook: page is not null, "list", filter.InWords, cancellationToken);
        return page;
    }

    public async Task<string?> PayloadAsync(Reader reader, long position, CancellationToken cancellationToken)
    {
        var (mayLook, payload) = await snapshots.ReadAsync(
            reader,
            context => MayLook(context, reader)
                ? (true, context.Events.Where(row => row.StoreId == reader.StoreId && row.Position == position).Select(row => row.Payload).FirstOrDefault())
                : (false, null),
            cancellationToken);
        if (payload is not null || !mayLook)
        {
            await RecordAsync(reader, mayLook, "payload", FormattableString.Invariant($"position={position}"), cancellationToken);
        }

        return payload;
    }

    public async Task<IAsyncEnumerable<AuditRecord>?> DownloadAsync(Reader reader, AuditFilter filter, int limit, CancellationToken cancellationToken)
    {
        var mayLook = await snapshots.ReadAsync(reader, context => MayLook(context, reader), cancellationToken);
        await RecordAsync(reader, mayLook, "download", filter.InWords, cancellationToken);
        return mayLook ? RecordsAsync(reader, filter, limit, cancellationToken) : null;
    }

    /// <summary>The rows that a filter lets through, whoever sees them. What is looked through is the index alone, however long the payloads are.</summary>
    internal static IQueryable<EventRow> Rows(WorkSquaredDbContext context, string storeId, AuditFilter filter, long? before, int limit)
    {
        var events = context.Events.AsNoTracking().IgnoreQueryFilters();
        var positions = Filtered(events.Where(row => row.StoreId == storeId), filter, before)
            .OrderByDescending(row => row.Position)
            .Take(limit)
            .Select(row => row.Position);
        return events.Where(row => row.StoreId == storeId && positions.Contains(row.Position)).OrderByDescending(row => row.Position);
    }

    private static IQueryable<EventRow> Filtered(IQueryable<EventRow> rows, AuditFilter filter, long? before)
    {
        if (before is { } end)
        {
            rows = rows.Where(row => row.Position < end);
        }

        if (filter.Group is { } group)
        {
            var types = AuditGroups.NamesIn(group);
            rows = rows.Where(row => types.Contains(row.Type));
        }

        if (filter.By is { } by)
        {
            var (self, assistant) = (by.Value, Actor.AssistantFor(by).Value);
            rows = rows.Where(row => row.Actor == self || row.Actor == assistant);
        }

        if (filter.From is { } from)
        {
            var begin = StartOf(from);
            rows = rows.Where(row => row.CommittedAt >= begin);
        }

        if (filter.To is { } to && to < DateOnly.MaxValue)
        {
            var next = StartOf(to.AddDays(1));
            rows = rows.Where(row => row.CommittedAt < next);
        }

        return rows;
    }

    private static DateTimeOffset StartOf(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    private static AuditLines Read(WorkSquaredDbContext context, string storeId, AuditFilter filter, long? before)
    {
        var rows = Rows(context, storeId, filter, before, PageSize + 1).ToList();
        var seen = SeenAmong(context, storeId, rows);
        return new AuditLines([.. rows.Take(PageSize).Select(row => LineOf(row, seen))], rows.Count > PageSize);
    }

    /// <summary>The filter of what somebody sees is on: what is not in here is not for them.</summary>
    private static Dictionary<Guid, string> SeenAmong(WorkSquaredDbContext context, string storeId, List<EventRow> rows)
    {
        var topics = rows.Select(row => row.Topic).OfType<Guid>().Distinct().ToList();
        return context.Conversations.Where(row => row.StoreId == storeId && topics.Contains(row.Id)).ToDictionary(row => row.Id, row => row.Title);
    }

    private static AuditLine LineOf(EventRow row, Dictionary<Guid, string> seen)
    {
        var title = row.Topic is { } topic ? seen.GetValueOrDefault(topic) : null;
        var isPrivate = row.Topic is not null && title is null;
        return new AuditLine(
            row.Position,
            row.CommittedAt,
            row.Type,
            new Actor(row.Actor),
            isPrivate ? null : LogReader.ToEvent(row).Data,
            title is null ? null : new AuditedConversation(row.Topic.GetValueOrDefault(), title),
            isPrivate);
    }

    private async IAsyncEnumerable<AuditRecord> RecordsAsync(
        Reader reader, AuditFilter filter, int limit, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long? before = null;
        for (var left = limit; left > 0; left -= PageSize)
        {
            var wanted = Math.Min(left, PageSize);
            var end = before;

            // Asked again for each page: whoever loses the right while they download gets no more.
            var records = await snapshots.ReadAsync(
                reader, context => MayLook(context, reader) ? Records(context, reader.StoreId, filter, end, wanted) : [], cancellationToken);
            foreach (var record in records)
            {
                yield return record;
                before = record.Position;
            }

            if (records.Count < wanted)
            {
                yield break;
            }
        }
    }

    private static List<AuditRecord> Records(WorkSquaredDbContext context, string storeId, AuditFilter filter, long? before, int limit)
    {
        var rows = Rows(context, storeId, filter, before, limit).ToList();
        var seen = SeenAmong(context, storeId, rows);
        return [.. rows.Select(row => row.Topic is { } topic && !seen.ContainsKey(topic)
            ? new AuditRecord(row.Position, row.CommittedAt, storeId, row.Type, row.Actor, ConversationId: null, Payload: null)
            : new AuditRecord(row.Position, row.CommittedAt, storeId, row.Type, row.Actor, row.Topic, JsonElement.Parse(row.Payload)))];
    }

    private static bool MayLook(WorkSquaredDbContext context, Reader reader) =>
        Member.IdOf(reader.Actor) is { } userId && LiveMembers.RoleIn(context, reader.StoreId, userId) >= Role.Admin;

    private async Task RecordAsync(Reader reader, bool mayLook, string what, string? filter, CancellationToken cancellationToken)
    {
        if (mayLook)
        {
            await looks.ViewedAsync(reader, what, filter, cancellationToken);
            return;
        }

        try
        {
            await looks.RefusedAsync(reader, cancellationToken);
        }
        catch (CommandRefusedException)
        {
            // A full disk says so to whoever may look; the others are told nothing all the same.
        }
    }
}
