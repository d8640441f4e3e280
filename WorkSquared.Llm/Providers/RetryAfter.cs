using System.ClientModel.Primitives;
using System.Globalization;

namespace WorkSquared.Llm.Providers;

/// <summary>How long a provider asks us to wait: in milliseconds (OpenAI, Azure), in seconds, or as a date.</summary>
internal static class RetryAfter
{
    // Longer than anyone waits, and short enough for every timer.
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    public static TimeSpan? Read(PipelineResponseHeaders? headers, TimeProvider timeProvider)
    {
        if (headers is null)
        {
            return null;
        }

        if (headers.TryGetValue("retry-after-ms", out var milliseconds) && Number(milliseconds) is { } ms)
        {
            return Bounded(ms / 1000);
        }

        if (!headers.TryGetValue("retry-after", out var value))
        {
            return null;
        }

        if (Number(value) is { } seconds)
        {
            return Bounded(seconds);
        }

        return DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? Bounded((date - timeProvider.GetUtcNow()).TotalSeconds)
            : null;
    }

    private static TimeSpan Bounded(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, _longest.TotalSeconds));

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : null;
}
