using System.Diagnostics;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Append;

/// <summary>Senders that each wait for their last message before they send the next.</summary>
/// <param name="PerSecond">Acknowledged messages.</param>
/// <param name="P50">Milliseconds from the call to the acknowledgement.</param>
/// <param name="Cpu">Microseconds of processor a message, of all threads: what a busy machine does not distort.</param>
internal sealed record Load(double PerSecond, double P50, double P99, double Cpu)
{
    public static async Task<Load> RunAsync(int senders, TimeSpan duration, Func<int, Task> sendAsync)
    {
        var cpu = Environment.CpuUsage.TotalTime;
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(() => SendAsync(sender, clock, duration, sendAsync))));
        var seconds = clock.Elapsed.TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        double[] all = [.. latencies.SelectMany(list => list)];
        return new Load(all.Length / seconds, Statistics.Percentile(all, 0.5), Statistics.Percentile(all, 0.99), cpu.TotalMicroseconds / all.Length);
    }

    private static async Task<List<double>> SendAsync(int sender, Stopwatch clock, TimeSpan duration, Func<int, Task> sendAsync)
    {
        var latencies = new List<double>(1024);
        while (clock.Elapsed < duration)
        {
            var started = Stopwatch.GetTimestamp();
            await sendAsync(sender);
            latencies.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return latencies;
    }
}
