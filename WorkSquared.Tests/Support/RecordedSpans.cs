using System.Collections.Concurrent;
using System.Diagnostics;

namespace WorkSquared.Tests.Support;

/// <summary>Listens to every source of ours. Sources belong to the process, so its tests run alone: <see cref="SpanTests"/>.</summary>
internal sealed class RecordedSpans : IDisposable
{
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _ended = [];

    public RecordedSpans()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("WorkSquared", StringComparison.Ordinal),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>In the order in which they ended, without those that are not exported.</summary>
    public IReadOnlyList<Activity> Ended => [.. _ended.Where(span => span.Recorded)];

    /// <summary>All that an exporter could send of it.</summary>
    public static string Everything(Activity span) => string.Join(
        ' ',
        [
            span.OperationName, span.DisplayName, span.StatusDescription, span.TraceStateString,
            .. span.TagObjects.Concat(span.Links.SelectMany(link => link.Tags ?? [])).Concat(span.Events.SelectMany(e => e.Tags)).Select(tag => $"{tag}"),
            .. span.Events.Select(e => e.Name),
            .. span.Baggage.Select(item => $"{item}"),
        ]);

    public Activity Single(string name) => Assert.Single(Ended, span => span.OperationName == name);

    public void Dispose() => _listener.Dispose();
}

[CollectionDefinition(nameof(SpanTests), DisableParallelization = true)]
public sealed class SpanTests;
