using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Usage;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Usage;

/// <summary>What a request may use at most, and what it used. The offline playbook uses nothing.</summary>
internal sealed class UsageMeter(ModelInUse model, IOptions<LlmOptions> options, TokenCounter counter)
{
    /// <summary>No request has so many tokens: a provider that says so can't be believed.</summary>
    private const long Absurd = 1_000_000_000;

    private readonly ModelPrice? _price = options.Value.Prices.Of(model.ModelId);

    private string? Currency => _price is null ? null : options.Value.Currency;

    public Reservation? Reserve(PromptManifest prompt)
    {
        var output = options.Value.MaxOutputTokens;
        return model.IsOffline
            ? null
            : new Reservation(prompt.PromptTokens, output, _price?.CostOf(prompt.PromptTokens, cachedInputTokens: 0, output), Currency);
    }

    /// <returns>What the provider says; without a word of it, our own count of the texts.</returns>
    public TokenUsage? OfAnswer(StreamedAnswer answer, PromptManifest prompt) => model.IsOffline
        ? null
        : Reported(answer.Usage) ?? Priced(new TokenUsage(prompt.PromptTokens, counter.Count(answer.Written), IsEstimated: true));

    /// <returns>Null when nobody knows: a provider bills what it has written, which may be more than had arrived.</returns>
    public TokenUsage? WithoutAnswer(StreamedAnswer answer, Exception exception)
    {
        if (model.IsOffline)
        {
            return null;
        }

        return UnbilledRequest.IsSure(exception) ? Priced(new TokenUsage(0, 0)) : Reported(answer.Usage);
    }

    private TokenUsage? Reported(UsageDetails? said) =>
        said is { InputTokenCount: > 0 and < Absurd and var input, OutputTokenCount: >= 0 and < Absurd and var output }
            ? Priced(new TokenUsage(input, output, said.CachedInputTokenCount is >= 0 and var cached ? Math.Min(cached, input) : null))
            : null;

    private TokenUsage Priced(TokenUsage usage) => usage with
    {
        Cost = _price?.CostOf(usage.InputTokens, usage.CachedInputTokens ?? 0, usage.OutputTokens),
        Currency = Currency,
    };
}
