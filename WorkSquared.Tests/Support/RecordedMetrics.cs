using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace WorkSquared.Tests.Support;

/// <summary>What one service provider's meters say, and no other test's.</summary>
internal sealed class RecordedMetrics : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<(string Name, double Value, string Tags)> _recorded = [];

    public RecordedMetrics(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Record(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>Every measurement as <c>value</c> or <c>value tag=value …</c>, oldest first.</summary>
    public IEnumerable<string> Of(string name) => _recorded.Where(one => one.Name == name).Select(one => $"{one.Value}{one.Tags}");

    public double Gauge(string name)
    {
        _listener.RecordObservableInstruments();
        return _recorded.Last(one => one.Name == name).Value;
    }

    public void Dispose() => _listener.Dispose();

    private void Record(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        _recorded.Enqueue((instrument.Name, value, string.Concat(tags.ToArray().Select(tag => $" {tag.Key}={tag.Value}"))));
}
