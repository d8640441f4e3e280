using System.Diagnostics;
using WorkSquared.Benchmarks.Measuring;
using WorkSquared.Core.Verification;

namespace WorkSquared.Benchmarks.Logs;

/// <summary>Making the projections anew from the log, beside the same with nothing but prepared commands.</summary>
internal sealed class RebuildBenchmark : IBenchmark
{
    public string Name => "rebuild";

    public async IAsyncEnumerable<Measurement> RunAsync(bool quick)
    {
        var directory = Workspace.NewDirectory();
        await using (var workspace = await Workspace.StartAsync(directory, keepsFiles: true))
        {
            await FilledLogs.FillAsync(workspace, quick ? 2_000 : 200_000);
        }

        Task<double> OursAsync() => PerSecondAsync(directory, workspace => workspace.Get<IProjectionRebuilder>().RebuildAsync(CancellationToken.None));
        Task<double> RawAsync() => PerSecondAsync(directory, workspace => Task.Run(() => RawRebuild.Run(workspace.DatabaseFile)));

        await Rounds.RunAsync(1, OursAsync, RawAsync);
        var rounds = await Rounds.RunAsync(quick ? 1 : 7, OursAsync, RawAsync);
        yield return Measurement.Of("rebuild.throughput", rounds, "1/s", Goal.RatioAtLeast(0.7));
        Directory.Delete(directory, recursive: true);
    }

    private static async Task<double> PerSecondAsync(string directory, Func<Workspace, Task<long>> rebuildAsync)
    {
        await using var workspace = Workspace.Closed(directory, keepsFiles: true);
        var started = Stopwatch.GetTimestamp();
        var events = await rebuildAsync(workspace);
        return events / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
