using System.Text.Json.Serialization;

namespace WorkSquared.Benchmarks.Measuring;

/// <summary>One row of the table: what we need, beside what the machine can do.</summary>
/// <param name="Ratio">Ours to the limit. The median of the rounds' own ratios, so not exactly the ratio of the two medians.</param>
internal sealed record Measurement(string Name, double Ours, double Limit, double Ratio, string Unit)
{
    [JsonIgnore]
    public Goal? Goal { get; init; }

    /// <param name="rounds">Each round's pair, measured one right after the other.</param>
    public static Measurement Of(string name, IReadOnlyCollection<(double Ours, double Limit)> rounds, string unit, Goal? goal = null) =>
        new(
            name,
            Statistics.Median(rounds.Select(round => round.Ours)),
            Statistics.Median(rounds.Select(round => round.Limit)),
            Statistics.Median(rounds.Select(round => round.Ours / round.Limit)),
            unit)
        {
            Goal = goal,
        };
}
