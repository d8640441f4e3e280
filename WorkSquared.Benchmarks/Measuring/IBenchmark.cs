namespace WorkSquared.Benchmarks.Measuring;

internal interface IBenchmark
{
    string Name { get; }

    /// <param name="quick">Small sizes: it shows that everything runs, not how fast.</param>
    IAsyncEnumerable<Measurement> RunAsync(bool quick);
}
