using System.Diagnostics;
using System.Globalization;
using WorkSquared.Benchmarks.Measuring;

namespace WorkSquared.Benchmarks.Pages;

/// <summary>What a conversation of 50 messages costs the server, beside the same messages as plain elements; and a long conversation beside a
/// short one, a full menu beside a short one.</summary>
internal sealed class PageBenchmark : IBenchmark
{
    public string Name => "page";

    public async IAsyncEnumerable<Measurement> RunAsync(bool quick)
    {
        var (rounds, circuits) = quick ? (1, 3) : (3, 20);
        var directory = Workspace.NewDirectory();
        var ids = await SeededWorkspace.CreateAsync(directory, 50, 1_000, 10_000);
        var fullDirectory = Workspace.NewDirectory();
        var listed = await SeededWorkspace.CreateAsync(fullDirectory, [50, .. Enumerable.Repeat(2, 59)]);
        var (shortOne, longOne, longest) = ($"c/{ids[0]}", $"c/{ids[1]}", $"c/{ids[2]}");
        await using (var ours = await SiteProcess.OursAsync(directory))
        await using (var plain = await SiteProcess.PlainAsync())
        {
            Task<Visit> OursAsync() => Visit.OfAsync(ours, shortOne, circuits);
            Task<Visit> PlainAsync() => Visit.OfAsync(plain, "", circuits);

            await Rounds.RunAsync(2, OursAsync, PlainAsync);
            var pairs = await Rounds.RunAsync(rounds, OursAsync, PlainAsync);
            yield return Measurement.Of("page.open.cpu", [.. pairs.Select(pair => (pair.Ours.Processor, pair.Limit.Processor))], "ms");
            yield return Measurement.Of("page.open.render", [.. pairs.Select(pair => (pair.Ours.Rendered, pair.Limit.Rendered))], "KB");
            yield return Measurement.Of(
                "page.memory", [.. pairs.Select(pair => (pair.Ours.Memory, pair.Limit.Memory))], "KB/circuit", Goal.AtMost(300));

            var heaps = await Rounds.RunAsync(rounds, () => Visit.OfAsync(ours, longOne, circuits), OursAsync);
            yield return Measurement.Of(
                "page.memory.1000-messages-to-50",
                [.. heaps.Select(pair => (pair.Ours.Memory, pair.Limit.Memory))],
                "KB/circuit",
                Goal.RatioAtMost(1.3));

            await using (var full = await SiteProcess.OursAsync(fullDirectory))
            {
                Task<Visit> FullAsync() => Visit.OfAsync(full, $"c/{listed[0]}", circuits);

                await FullAsync();
                var menus = await Rounds.RunAsync(rounds, FullAsync, OursAsync);
                yield return Measurement.Of(
                    "page.memory.60-conversations-to-3", [.. menus.Select(pair => (pair.Ours.Memory, pair.Limit.Memory))], "KB/circuit");
            }

            var opened = await Rounds.RunAsync(
                rounds,
                () => Latency.OfAsync(circuits, () => GetAsync(ours, longest)),
                () => Latency.OfAsync(circuits, () => GetAsync(ours, shortOne)));
            yield return Measurement.Of(
                "page.get.10000-messages-to-50.p50", [.. opened.Select(pair => (pair.Ours.P50, pair.Limit.P50))], "ms", Goal.RatioAtMost(1.3));
        }

        Directory.Delete(directory, recursive: true);
        Directory.Delete(fullDirectory, recursive: true);
    }

    private static async Task<double> GetAsync(SiteProcess site, string path)
    {
        var started = Stopwatch.GetTimestamp();
        var html = await site.Http.GetStringAsync(path);
        if (!html.Contains("</html>", StringComparison.Ordinal))
        {
            throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{path} is no whole page."));
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Several circuits on one page, one after the other opened, then all there at once.</summary>
    /// <param name="Processor">Milliseconds an opening: the page as HTML, and its circuit.</param>
    /// <param name="Rendered">KB of the greatest render of an opening.</param>
    /// <param name="Memory">KB a circuit that live while all are there.</param>
    private sealed record Visit(double Processor, double Rendered, double Memory)
    {
        public static async Task<Visit> OfAsync(SiteProcess site, string path, int count)
        {
            var (heap, processor) = (await site.HeapAsync(), await site.ProcessorAsync());
            List<HeadlessCircuit> circuits = [];
            for (var i = 0; i < count; i++)
            {
                circuits.Add(await HeadlessCircuit.OpenAsync(site, path));
            }

            var cost = (await site.ProcessorAsync() - processor) / count;
            var memory = (await site.HeapAsync() - heap) / count / 1024;
            var rendered = circuits[0].LargestBatch / 1024.0;
            foreach (var circuit in circuits)
            {
                await circuit.DisposeAsync();
            }

            return new Visit(cost, rendered, memory);
        }
    }
}
