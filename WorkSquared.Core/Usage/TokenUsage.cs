namespace WorkSquared.Core.Usage;

/// <summary>The most that a request may use: put aside before it is sent.</summary>
/// <param name="InputTokens">Our own count of the prompt.</param>
/// <param name="OutputTokens">The length that the answer is limited to.</param>
/// <param name="Cost">Of both; null when the model's price is not known.</param>
/// <param name="Currency">Of the cost; null without one.</param>
public sealed record Reservation(long InputTokens, long OutputTokens, decimal? Cost = null, string? Currency = null)
{
    internal long Tokens => InputTokens + OutputTokens;
}

/// <summary>What a request used.</summary>
/// <param name="InputTokens">All of the prompt, the cached part included.</param>
/// <param name="CachedInputTokens">The part of the prompt that the provider had in its cache; null when it did not say.</param>
/// <param name="Cost">Rounded up to a millionth; null when the model's price is not known.</param>
/// <param name="IsEstimated">True when the provider did not say, and the counts are ours.</param>
public sealed record TokenUsage(
    long InputTokens,
    long OutputTokens,
    long? CachedInputTokens = null,
    decimal? Cost = null,
    string? Currency = null,
    bool? IsEstimated = null);
