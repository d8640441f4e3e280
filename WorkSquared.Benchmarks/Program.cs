using WorkSquared.Benchmarks.Answering;
using WorkSquared.Benchmarks.Append;
using WorkSquared.Benchmarks.Bus;
using WorkSquared.Benchmarks.Logs;
using WorkSquared.Benchmarks.Measuring;
using WorkSquared.Benchmarks.Pages;
using WorkSquared.Benchmarks.Search;

// A benchmark has started this program once more, as the site that is its limit.
if (args is [PlainSite.Verb, ..])
{
    await PlainSite.RunAsync(args[1..]);
    return 0;
}

if (Settings.Parse(args) is not { } settings)
{
    Console.Error.WriteLine(Settings.Usage);
    return 2;
}

await using var logs = new FilledLogs();
IBenchmark[] benchmarks =
[
    new AppendBenchmark(),
    new BusBenchmark(),
    new OpenBenchmark(logs),
    new LongLogBenchmark(logs),
    new RebuildBenchmark(),
    new AnswerBenchmark(),
    new SizeBenchmark(),
    new SearchBenchmark(),
    new PageBenchmark(),
    new StreamBenchmark(),
];

var table = new ResultTable(settings.OutputFile);
foreach (var benchmark in benchmarks.Where(benchmark => settings.Includes(benchmark.Name)))
{
    await foreach (var measurement in benchmark.RunAsync(settings.IsQuick))
    {
        table.Add(measurement);
    }
}

table.Save();
return 0;
