using System.Globalization;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Bus;

/// <summary>From the durable commit to the last of N subscribers, beside a loop over N channels.</summary>
internal sealed class BusBenchmark : IBenchmark
{
    public string Name => "bus";

    public async IAsyncEnumerable<Measurement> RunAsync(bool quick)
    {
        var (rounds, messages) = quick ? (1, 20) : (7, 300);
        foreach (var subscribers in new[] { 1, 100, 1000 })
        {
            await using var audience = await Audience.GatherAsync(subscribers, uninterested: 0);
            await using var bare = new BareChannels(subscribers);
            var pairs = await MeasureAsync(rounds, messages, audience.SayAsync, bare.PublishAsync);

            var name = string.Create(CultureInfo.InvariantCulture, $"bus.{subscribers}");
            yield return Measurement.Of($"{name}.p50", [.. pairs.Select(pair => (pair.Ours.P50, pair.Limit.P50))], "ms");
            yield return Measurement.Of(
                $"{name}.p99", [.. pairs.Select(pair => (pair.Ours.P99, pair.Limit.P99))], "ms", subscribers == 1000 ? Goal.AtMost(2) : null);
        }

        await using var crowd = await Audience.GatherAsync(interested: 10, uninterested: 1000);
        await using var alone = await Audience.GatherAsync(interested: 10, uninterested: 0);
        var beside = await MeasureAsync(rounds, messages, crowd.SayAsync, alone.SayAsync);
        yield return Measurement.Of(
            "bus.10.beside-1000-uninterested.p50", [.. beside.Select(pair => (pair.Ours.P50, pair.Limit.P50))], "ms", Goal.RatioAtMost(1.2));
    }

    private static async Task<List<(Latency Ours, Latency Limit)>> MeasureAsync(
        int rounds, int messages, Func<Task<double>> ours, Func<Task<double>> limit)
    {
        Task<Latency> OursAsync() => Latency.OfAsync(messages, ours);
        Task<Latency> LimitAsync() => Latency.OfAsync(messages, limit);

        await Rounds.RunAsync(2, OursAsync, LimitAsync);
        return await Rounds.RunAsync(rounds, OursAsync, LimitAsync);
    }
}
