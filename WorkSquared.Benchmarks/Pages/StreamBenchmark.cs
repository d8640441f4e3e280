using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Pages;

/// <summary>Up to 50 answers that are written at 50 words a second, and those who look on, beside as many pages that render one number anew as
/// often: server processor a stream, and how late an update can be.</summary>
internal sealed class StreamBenchmark : IBenchmark
{
    private const string Question = "Plan an engagement to move Contoso's payroll to the cloud in 8 weeks with 3 people";

    /// <summary>As often as a draft goes to those who look on.</summary>
    private const int Cadence = 100;

    /// <summary>At once; a server writes at most 64.</summary>
    private const int MostAnswers = 50;

    public string Name => "stream";

    public async IAsyncEnumerable<Measurement> RunAsync(bool quick)
    {
        foreach (var streams in quick ? [3] : new[] { 50, 300 })
        {
            var directory = Workspace.NewDirectory();
            var conversations = await SeededWorkspace.CreateAsync(directory, new int[Math.Min(streams, MostAnswers)]);
            await using (var ours = await SiteProcess.OursAsync(directory))
            await using (var plain = await SiteProcess.PlainAsync())
            {
                var watched = await WatchAsync(ours, streams, conversations, id => $"c/{id}", id => AskAsync(ours, id));
                var floor = await WatchAsync(plain, streams, conversations, _ => $"?every={Cadence}", _ => Task.CompletedTask);
                var fast = await WatchAsync(plain, streams, conversations, _ => $"?every={Cadence / 2}", _ => Task.CompletedTask);
                var name = string.Create(CultureInfo.InvariantCulture, $"stream.{streams}");
                yield return Measurement.Of($"{name}.cpu-to-update-every-100-ms", [(watched.Processor, floor.Processor)], "ms/s");
                yield return Measurement.Of($"{name}.cpu-to-update-every-50-ms", [(watched.Processor, fast.Processor)], "ms/s", Goal.RatioAtMost(1.7));
                yield return Measurement.Of($"{name}.late.p99", [(watched.Late, floor.Late)], "ms", Goal.AtMost(150));
            }

            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task AskAsync(SiteProcess site, Guid conversation)
    {
        using var response = await site.Http.PostAsJsonAsync($"c/{conversation}/messages", new { commandId = Workspace.NewId(), text = Question });
        response.EnsureSuccessStatusCode();
    }

    private static async Task<Watched> WatchAsync(
        SiteProcess site, int streams, Guid[] conversations, Func<Guid, string> path, Func<Guid, Task> begin)
    {
        List<HeadlessCircuit> circuits = [];
        for (var i = 0; i < streams; i++)
        {
            circuits.Add(await HeadlessCircuit.OpenMovingAsync(site, path(conversations[i % conversations.Length])));
        }

        await Parallel.ForEachAsync(conversations, async (id, _) => await begin(id));
        await WaitAsync(2);
        var (started, processor) = (Stopwatch.GetTimestamp(), await site.ProcessorAsync());
        await WaitAsync(4);
        var (ended, used) = (Stopwatch.GetTimestamp(), await site.ProcessorAsync() - processor);
        var seconds = Stopwatch.GetElapsedTime(started, ended).TotalSeconds;
        var gaps = circuits.SelectMany(circuit => Gaps([.. circuit.Arrivals.ToArray().Where(at => at > started && at < ended)])).ToArray();
        foreach (var circuit in circuits)
        {
            await circuit.DisposeAsync();
        }

        return new Watched(used / seconds / circuits.Count, Statistics.Percentile(gaps, 0.99) - Cadence);
    }

    private static Task WaitAsync(int seconds) => Task.Delay(TimeSpan.FromSeconds(seconds), TimeProvider.System, CancellationToken.None);

    private static IEnumerable<double> Gaps(long[] arrivals) =>
        arrivals.Zip(arrivals.Skip(1), (one, next) => Stopwatch.GetElapsedTime(one, next).TotalMilliseconds);

    /// <param name="Processor">Milliseconds a second and stream.</param>
    /// <param name="Late">How many milliseconds after its time the 99th of a hundred updates comes.</param>
    private sealed record Watched(double Processor, double Late);
}
