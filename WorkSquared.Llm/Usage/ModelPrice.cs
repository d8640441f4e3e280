namespace WorkSquared.Llm.Usage;

/// <summary>What a million tokens of each sort cost.</summary>
internal sealed record ModelPrice(decimal Input, decimal CachedInput, decimal Output)
{
    private const decimal TokensPerUnit = 1_000_000m;

    /// <returns>Rounded up to a millionth.</returns>
    public decimal CostOf(long inputTokens, long cachedInputTokens, long outputTokens)
    {
        // A price for a million tokens is a price in millionths for one.
        var micros = ((inputTokens - cachedInputTokens) * Input) + (cachedInputTokens * CachedInput) + (outputTokens * Output);
        return decimal.Ceiling(micros) / TokensPerUnit;
    }
}
