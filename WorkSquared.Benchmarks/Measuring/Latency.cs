namespace WorkSquared.Benchmarks.Measuring;

/// <summary>How long something takes, one after another.</summary>
internal sealed record Latency(double P50, double P99)
{
    public static async Task<Latency> OfAsync(int count, Func<Task<double>> measureAsync)
    {
        var all = new double[count];
        for (var i = 0; i < count; i++)
        {
            all[i] = await measureAsync();
        }

        return new Latency(Statistics.Percentile(all, 0.5), Statistics.Percentile(all, 0.99));
    }
}
