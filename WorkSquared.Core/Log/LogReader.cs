using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Log;

internal sealed partial class LogReader(SnapshotReader snapshots, ILogger<LogReader> logger) : ILogReader
{
    private static readonly Func<WorkSquaredDbContext, string, long, int, IEnumerable<EventRow>> _ofStore = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, long after, int limit) => context.Events.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.Position > after)
            .OrderBy(row => row.Position)
            .Take(limit));

    private static readonly Func<WorkSquaredDbContext, string, long, Guid, int, IEnumerable<EventRow>> _ofTopic = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId, long after, Guid topic, int limit) => context.Events.AsNoTracking()
            .Where(row => row.StoreId == storeId && row.Position > after && row.Topic == topic)
            .OrderBy(row => row.Position)
            .Take(limit));

    private static readonly Func<WorkSquaredDbContext, string, long> _head = EF.CompileQuery(
        (WorkSquaredDbContext context, string storeId) => context.Stores.Where(store => store.Id == storeId).Select(store => store.Head).FirstOrDefault());

    public static long HeadOf(WorkSquaredDbContext context, string storeId) => _head(context, storeId);

    public Task<LogPage> ReadAsync(string storeId, long after, int limit, Guid? topic, CancellationToken cancellationToken) =>
        snapshots.ReadEverythingAsync(
            context =>
            {
                var head = _head(context, storeId);
                if (head <= after)
                {
                    return new LogPage([], after, IsLast: true);
                }

                var rows = topic is { } id ? _ofTopic(context, storeId, after, id, limit) : _ofStore(context, storeId, after, limit);
                var events = rows.Select(ToEvent).ToList();
                foreach (var unknown in events.Where(committed => committed.Data is UnknownEvent))
                {
                    LogUnknown(unknown.Position, unknown.StoreId, unknown.Type);
                }

                return events.Count < limit
                    ? new LogPage(events, head, IsLast: true)
                    : new LogPage(events, events[^1].Position, IsLast: false);
            },
            cancellationToken);

    internal static CommittedEvent ToEvent(EventRow row)
    {
        var data = EventTypes.Read(row.Type, row.SchemaVersion, row.Payload);
        return ToEvent(row, data is UnknownEvent unknown ? unknown with { StoredTopic = row.Topic } : data);
    }

    private static CommittedEvent ToEvent(EventRow row, WorkEvent data) => new(
        row.StoreId,
        row.Position,
        row.Id,
        row.Type,
        row.CommandId,
        new Actor(row.Actor),
        row.CausationId,
        row.CorrelationId,
        row.CommittedAt,
        data);

    [LoggerMessage(
        LogLevel.Warning, "The event at position {Position} of {StoreId} is of a type or shape unknown to this version: {Type}. It is kept and skipped.")]
    private partial void LogUnknown(long position, string storeId, string type);
}
