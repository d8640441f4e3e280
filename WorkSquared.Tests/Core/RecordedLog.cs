using WorkSquared.Core.Bus;
using WorkSquared.Core.Events;

namespace WorkSquared.Tests.Core;

/// <summary>A log that the test writes, for the bus alone.</summary>
internal sealed class RecordedLog(string store) : ILogReader
{
    private readonly List<CommittedEvent> _events = [];

    public CommittedEvent Add(long position)
    {
        var id = Guid.CreateVersion7(DateTimeOffset.UnixEpoch);
        var committed = new CommittedEvent(
            store, position, id, "v1.Test", id, Actor.System, null, id, DateTimeOffset.UnixEpoch, new UnknownEvent("v1.Test", "{}"));
        lock (_events)
        {
            _events.Add(committed);
        }

        return committed;
    }

    public Task<LogPage> ReadAsync(string storeId, long after, int limit, Guid? topic, CancellationToken cancellationToken)
    {
        lock (_events)
        {
            var page = _events.Where(committed => committed.StoreId == storeId && committed.Position > after).ToList();
            return Task.FromResult(new LogPage(page, page.Count > 0 ? page[^1].Position : after, IsLast: true));
        }
    }
}
