using System.Diagnostics;
using System.Threading.Channels;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Bus;

/// <summary>The limit: a loop that writes to N bounded channels, and N readers.</summary>
internal sealed class BareChannels : IAsyncDisposable
{
    private readonly Channel<Arrival>[] _channels;
    private readonly Task _reading;

    public BareChannels(int count)
    {
        _channels = [.. Enumerable.Range(0, count).Select(_ => Channel.CreateBounded<Arrival>(
            new BoundedChannelOptions(256) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true }))];
        _reading = Task.WhenAll(_channels.Select(channel => Task.Run(() => ReadAsync(channel.Reader))));
    }

    /// <returns>Milliseconds until the last reader has it.</returns>
    public async Task<double> PublishAsync()
    {
        var arrival = new Arrival(_channels.Length);
        var started = Stopwatch.GetTimestamp();
        foreach (var channel in _channels)
        {
            channel.Writer.TryWrite(arrival);
        }

        return Stopwatch.GetElapsedTime(started, await arrival.Last).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var channel in _channels)
        {
            channel.Writer.Complete();
        }

        await _reading;
    }

    private static async Task ReadAsync(ChannelReader<Arrival> reader)
    {
        await foreach (var arrival in reader.ReadAllAsync())
        {
            arrival.Signal();
        }
    }
}
