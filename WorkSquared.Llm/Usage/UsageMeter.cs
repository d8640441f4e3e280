using Microsoft.Extensions.AI;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Usage;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Usage;

/// <summary>What a request may use at most, and what it used. The offline playbook uses nothing.</summary>
internal sealed class UsageMeter(ModelInUse model, LlmOptions options, TokenCounter counter)
{
    /// <summary>No request has so many tokens: a provider that says so can't be believed.</summary>
    private const long Absurd = 1_000_000_000;

    public Reservation? Reserve(string modelId, PromptManifest prompt)
    {
        var output = options.MaxOutputTokens;
        return model.IsOffline
            ? null
            : new Reservation(
                prompt.PromptTokens, output, PriceOf(modelId)?.CostOf(prompt.PromptTokens, cachedInputTokens: 0, output), CurrencyOf(modelId));
    }

    /// <returns>What the provider says; without a word of it, our own count of the texts.</returns>
    public TokenUsage? OfAnswer(string modelId, StreamedAnswer answer, PromptManifest prompt) => model.IsOffline
        ? null
        : Reported(modelId, answer.Usage) ?? Priced(modelId, new TokenUsage(prompt.PromptTokens, counter.Count(answer.Brought), IsEstimated: true));

    /// <returns>Null when nobody knows: a provider bills what it has written, which may be more than had arrived.</returns>
    public TokenUsage? WithoutAnswer(string modelId, StreamedAnswer answer, Exception exception)
    {
        if (model.IsOffline)
        {
            return null;
        }

        return UnbilledRequest.IsSure(exception) ? Priced(modelId, new TokenUsage(0, 0)) : Reported(modelId, answer.Usage);
    }

    private TokenUsage? Reported(string modelId, UsageDetails? said) =>
        said is { InputTokenCount: > 0 and < Absurd and var input, OutputTokenCount: >= 0 and < Absurd and var output }
            ? Priced(modelId, new TokenUsage(input, output, said.CachedInputTokenCount is >= 0 and var cached ? Math.Min(cached, input) : null))
            : null;

    private TokenUsage Priced(string modelId, TokenUsage usage) => usage with
    {
        Cost = PriceOf(modelId)?.CostOf(usage.InputTokens, usage.CachedInputTokens ?? 0, usage.OutputTokens),
        Currency = CurrencyOf(modelId),
    };

    private ModelPrice? PriceOf(string modelId) => options.Prices.Of(modelId);

    private string? CurrencyOf(string modelId) => PriceOf(modelId) is null ? null : options.Currency;
}
