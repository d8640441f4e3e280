using System.Diagnostics.Metrics;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core;

internal sealed class CoreMetrics
{
    public const string MeterName = "WorkSquared.Core";

    // A sync to disk takes from a fraction of a millisecond to seconds.
    private static readonly double[] _commitSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

    private readonly Meter _meter;
    private readonly Counter<long> _events;
    private readonly Histogram<int> _groups;
    private readonly Histogram<double> _commits;
    private readonly UpDownCounter<long> _subscriptions;
    private readonly Counter<long> _behind;
    private readonly Counter<long> _attempts;
    private readonly Counter<long> _ended;
    private readonly Counter<long> _lateWriters;

    public CoreMetrics(IMeterFactory meters)
    {
        _meter = meters.Create(MeterName);
        _events = _meter.CreateCounter<long>("worksquared.log.events", "{event}", "Events appended to the log.");
        _groups = _meter.CreateHistogram<int>("worksquared.log.group.size", "{request}", "Pieces of work in one transaction.");
        _commits = _meter.CreateHistogram(
            "worksquared.log.commit.duration", "s", "From BEGIN to COMMIT of a transaction that added events.", tags: null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = _commitSeconds });
        _subscriptions = _meter.CreateUpDownCounter<long>("worksquared.bus.subscriptions", "{subscription}", "Open subscriptions.");
        _behind = _meter.CreateCounter<long>("worksquared.bus.behind", "{subscription}", "Times a subscriber fell behind and went back to the log.");
        _attempts = _meter.CreateCounter<long>("worksquared.turns.attempts", "{attempt}", "Requests to a provider, counted before they are sent.");
        _ended = _meter.CreateCounter<long>("worksquared.turns.ended", "{turn}", "Turns that ended, by outcome and class of error.");
        _lateWriters = _meter.CreateCounter<long>("worksquared.turns.late_writers", "{commit}", "Ends of turns discarded because their claim had passed.");
    }

    /// <summary>Of a transaction that is durable. Counts what is in the log, not what somebody meant to write.</summary>
    public void Committed(IReadOnlyCollection<CommittedEvent> events, int requests, TimeSpan duration)
    {
        _events.Add(events.Count);
        _groups.Record(requests);
        _commits.Record(duration.TotalSeconds);
        if (!_ended.Enabled && !_attempts.Enabled)
        {
            return;
        }

        foreach (var committed in events)
        {
            Count(committed.Data);
        }
    }

    public void SubscriptionOpened() => _subscriptions.Add(1);

    public void SubscriptionClosed() => _subscriptions.Add(-1);

    public void SubscriberFellBehind() => _behind.Add(1);

    public void LateWriterDiscarded() => _lateWriters.Add(1);

    /// <summary>Shows what is owed whenever somebody collects; call it once, when the database is open.</summary>
    public void Observe(Func<Backlog> backlog)
    {
        _meter.CreateObservableGauge("worksquared.turns.open", () => backlog().OpenTurns, "{turn}", "Questions without an answer.");
        _meter.CreateObservableGauge(
            "worksquared.turns.oldest_waiting", () => backlog().OldestWaiting.TotalSeconds, "s", "Age of the oldest question that nobody is answering.");
    }

    private void Count(WorkEvent data)
    {
        switch (data)
        {
            case LLMResponseStarted:
                _attempts.Add(1);
                break;
            case LLMResponseReceived:
                _ended.Add(1, Outcome("answered"));
                break;
            case LLMResponseFailed failed:
                _ended.Add(1, Outcome("failed"), new("error.type", failed.ErrorClass));
                break;
            case LLMResponseCancelled:
                _ended.Add(1, Outcome("cancelled"));
                break;
        }
    }

    private static KeyValuePair<string, object?> Outcome(string outcome) => new("worksquared.outcome", outcome);
}
