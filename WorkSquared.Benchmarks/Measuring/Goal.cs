using System.Globalization;

namespace WorkSquared.Benchmarks.Measuring;

/// <summary>What a row has to reach, by its ratio or by its absolute value.</summary>
internal sealed record Goal(string Text, Func<Measurement, bool> IsMet)
{
    public static Goal RatioAtLeast(double bound) => new(Format($"ratio >= {bound}"), row => row.Ratio >= bound);

    public static Goal RatioAtMost(double bound) => new(Format($"ratio <= {bound}"), row => row.Ratio <= bound);

    public static Goal AtMost(double bound) => new(Format($"<= {bound}"), row => row.Ours <= bound);

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
