using System.Diagnostics;
using System.Globalization;
using WorkSquared.Benchmarks.Measuring;
using WorkSquared.Core.Chat;

namespace WorkSquared.Benchmarks.Logs;

/// <summary>Opening a conversation in a short, a long and a very long log, beside prepared commands on an open connection.</summary>
internal sealed class OpenBenchmark(FilledLogs logs) : IBenchmark
{
    /// <summary>Messages; the reader counts questions with their answers.</summary>
    private const int Window = 50;

    public string Name => "open";

    public async IAsyncEnumerable<Measurement> RunAsync(bool quick)
    {
        int[] lengths = quick ? [1_000, 2_000, 4_000] : [1_000, 100_000, 1_000_000];
        var opens = quick ? 20 : 300;
        var measured = new List<List<(double Ours, double Limit)>>();
        foreach (var length in lengths)
        {
            await logs.OfAsync(length);
            measured.Add([]);
        }

        // The lengths by turns, too: they are compared with each other. The first two rounds only warm up.
        for (var round = 0; round < (quick ? 3 : 11); round++)
        {
            for (var i = 0; i < lengths.Length; i++)
            {
                var pair = await MeasureAsync(await logs.OfAsync(lengths[i]), opens);
                if (round >= 2)
                {
                    measured[i].Add(pair);
                }
            }
        }

        for (var i = 0; i < lengths.Length; i++)
        {
            yield return Measurement.Of(string.Create(CultureInfo.InvariantCulture, $"open.{lengths[i]}.p50"), measured[i], "us");
        }

        var growth = measured[2].Zip(measured[1], (longest, middle) => (longest.Ours, middle.Ours)).ToList();
        yield return Measurement.Of(
            string.Create(CultureInfo.InvariantCulture, $"open.{lengths[2]}-to-{lengths[1]}.p50"), growth, "us", Goal.RatioAtMost(1.3));
    }

    private static async Task<(double Ours, double Limit)> MeasureAsync(FilledLog log, int opens)
    {
        var reader = log.Workspace.Get<IChatReader>();
        using var raw = new RawOpening(log.Workspace.DatabaseFile);

        async Task<Latency> OursAsync() => await Latency.OfAsync(opens, () => ClockAsync(
            () => reader.OpenAsync(Workspace.AsAda, AnyOf(log.Conversations), turnId: null, Window / 2, CancellationToken.None)));
        async Task<Latency> RawAsync() => await Latency.OfAsync(opens, () => ClockAsync(
            () => Task.Run(() => raw.Open(AnyOf(log.Conversations), Window))));

        var pair = (await Rounds.RunAsync(1, OursAsync, RawAsync))[0];
        return (pair.Ours.P50, pair.Limit.P50);
    }

    private static Guid AnyOf(Guid[] conversations) => conversations[Random.Shared.Next(conversations.Length)];

    private static async Task<double> ClockAsync(Func<Task> action)
    {
        var started = Stopwatch.GetTimestamp();
        await action();
        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }
}
