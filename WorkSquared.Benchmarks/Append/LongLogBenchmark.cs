using WorkSquared.Benchmarks.Logs;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Append;

/// <summary>Committing to a log of a million events, beside an empty one.</summary>
internal sealed class LongLogBenchmark(FilledLogs logs) : IBenchmark
{
    private const int Senders = 64;

    public string Name => "long-log";

    public async IAsyncEnumerable<Measurement> RunAsync(bool quick)
    {
        var duration = TimeSpan.FromMilliseconds(quick ? 200 : 1000);
        var filled = await logs.OfAsync(quick ? 4_000 : 1_000_000);
        await using var empty = await Workspace.StartAsync();
        var conversations = await empty.CreateConversationsAsync(filled.Conversations.Length);

        // People stay in their conversation; the second pair of rows lets every message go to any of a thousand.
        foreach (var (name, isScattered) in new[] { ("long-log.64", false), ("long-log.64.scattered", true) })
        {
            Task<Load> FilledAsync() => LoadAsync(filled.Workspace, filled.Conversations, isScattered, duration);
            Task<Load> EmptyAsync() => LoadAsync(empty, conversations, isScattered, duration);

            await Rounds.RunAsync(quick ? 1 : 4, FilledAsync, EmptyAsync);
            var rounds = await Rounds.RunAsync(quick ? 1 : 7, FilledAsync, EmptyAsync);
            yield return Measurement.Of(
                $"{name}.throughput", [.. rounds.Select(round => (round.Ours.PerSecond, round.Limit.PerSecond))], "1/s", Goal.RatioAtLeast(0.85));
            yield return Measurement.Of($"{name}.p99", [.. rounds.Select(round => (round.Ours.P99, round.Limit.P99))], "ms", Goal.RatioAtMost(2));
        }
    }

    private static Task<Load> LoadAsync(Workspace workspace, Guid[] conversations, bool isScattered, TimeSpan duration) =>
        Load.RunAsync(
            Senders,
            duration,
            sender => workspace.SayAsync(
                conversations[isScattered ? Random.Shared.Next(conversations.Length) : sender % conversations.Length], SampleText.Value));
}
