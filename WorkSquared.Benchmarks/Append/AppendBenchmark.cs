using System.Globalization;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Append;

/// <summary>Durable messages a second through the commands a page uses, beside the raw writer of the same rows.</summary>
internal sealed class AppendBenchmark : IBenchmark
{
    private const int Conversations = 8;

    public string Name => "append";

    public async IAsyncEnumerable<Measurement> RunAsync(bool quick)
    {
        foreach (var senders in new[] { 1, 8, 64, 512 })
        {
            var rounds = await MeasureAsync(senders, quick);
            var isGrouped = senders > 1;
            yield return Row("throughput", senders, rounds, load => load.PerSecond, "1/s", isGrouped ? Goal.RatioAtLeast(0.85) : null);
            yield return Row("p50", senders, rounds, load => load.P50, "ms", null);
            yield return Row("p99", senders, rounds, load => load.P99, "ms", Goal.RatioAtMost(2));
            yield return Row("cpu", senders, rounds, load => load.Cpu, "us/message", null);
        }
    }

    private static Measurement Row(
        string what, int senders, List<(Load Ours, Load Limit)> rounds, Func<Load, double> read, string unit, Goal? goal) => Measurement.Of(
        string.Create(CultureInfo.InvariantCulture, $"append.{senders}.{what}"),
        [.. rounds.Select(round => (read(round.Ours), read(round.Limit)))],
        unit,
        goal);

    private static async Task<List<(Load Ours, Load Limit)>> MeasureAsync(int senders, bool quick)
    {
        var duration = TimeSpan.FromMilliseconds(quick ? 200 : 1000);
        await using var ours = await Workspace.StartAsync();
        var ourConversations = await ours.CreateConversationsAsync(Conversations);

        var directory = Workspace.NewDirectory();
        Guid[] rawConversations;
        await using (var schema = await Workspace.StartAsync(directory, keepsFiles: true))
        {
            rawConversations = await schema.CreateConversationsAsync(Conversations);
        }

        await using var raw = await RawWriter.StartAsync(Workspace.Closed(directory, keepsFiles: false));
        Task<Load> OursAsync() => Load.RunAsync(senders, duration, sender => ours.SayAsync(ourConversations[sender % Conversations], SampleText.Value));
        Task<Load> RawAsync() => Load.RunAsync(senders, duration, sender => raw.WriteAsync(rawConversations[sender % Conversations], SampleText.Value, SampleText.Payload));

        // Until all of it is compiled for good, ours takes longer, having more of it.
        await Rounds.RunAsync(quick ? 1 : 4, OursAsync, RawAsync);
        return await Rounds.RunAsync(quick ? 1 : 7, OursAsync, RawAsync);
    }
}
