using System.Diagnostics.Metrics;

namespace WorkSquared.Core;

internal sealed class CoreMetrics
{
    public const string MeterName = "WorkSquared.Core";

    private readonly Counter<long> _events;
    private readonly Histogram<int> _groups;
    private readonly UpDownCounter<long> _subscriptions;

    public CoreMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _events = meter.CreateCounter<long>("worksquared.log.events", "{event}", "Events appended to the log.");
        _groups = meter.CreateHistogram<int>("worksquared.log.group.size", "{request}", "Pieces of work in one transaction.");
        _subscriptions = meter.CreateUpDownCounter<long>("worksquared.bus.subscriptions", "{subscription}", "Open subscriptions.");
    }

    public void Committed(int events, int requests)
    {
        _events.Add(events);
        _groups.Record(requests);
    }

    public void SubscriptionOpened() => _subscriptions.Add(1);

    public void SubscriptionClosed() => _subscriptions.Add(-1);
}
