using Microsoft.Extensions.Options;
using WorkSquared.Core.Usage;
using WorkSquared.Llm.Egress;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Usage;

namespace WorkSquared.Llm.Providers;

/// <summary>Stops the start with one sentence that names the key.</summary>
internal sealed class LlmOptionsValidator(ProviderVariables variables, TokenCounter tokens, IOptions<BudgetOptions> budget) : IValidateOptions<LlmOptions>
{
    /// <summary>The least that must remain for the conversation itself.</summary>
    internal const int MinimumPromptTokens = 500;

    public ValidateOptionsResult Validate(string? name, LlmOptions options)
    {
        var (endpoint, problem) = new EndpointChoice(options, variables).Choose();
        problem = ProblemWithNumbers(options) ?? ProblemWithModels(options) ?? options.Prices.Problem ?? problem ?? ProblemWithBudget(options, endpoint!);
        return problem is null ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problem);
    }

    private string? ProblemWithNumbers(LlmOptions options)
    {
        if (options.Temperature is not (null or (>= 0 and <= 2)))
        {
            return $"{LlmOptions.SectionName}:Temperature must be a number from 0 to 2, or empty.";
        }

        if (options.MaxOutputTokens is < 1 or > 1_000_000)
        {
            return $"{LlmOptions.SectionName}:MaxOutputTokens must be a number from 1 to 1000000.";
        }

        if (options.Currency.Length != 3 || !options.Currency.All(char.IsAsciiLetterUpper))
        {
            return $"{LlmOptions.SectionName}:Currency must be a code of three capital letters, such as USD.";
        }

        if (!string.IsNullOrWhiteSpace(options.Proxy) && options.ProxyAddress is null)
        {
            return $"{LlmOptions.SectionName}:Proxy must be the http URL of a proxy without user name or path, such as http://proxy.example:3128.";
        }

        if (AllowedHosts.FirstBad(options.AllowPrivateHosts) is { } bad)
        {
            return $"{LlmOptions.SectionName}:AllowPrivateHosts must name hosts, as host or host:port, with commas between them; {bad} is none.";
        }

        // Only a prompt of one's own can be too long; counting needs the vocabulary, which takes a moment to load.
        var least = options.MaxOutputTokens + RoomForQuestions(options, tokens);
        return options.ContextTokens < least || options.ContextTokens > 10_000_000
            ? $"{LlmOptions.SectionName}:ContextTokens must be a number from {least} to 10000000, for answer, system prompt and question."
            : null;
    }

    /// <summary>What an answer must leave of <see cref="LlmOptions.ContextTokens"/>.</summary>
    internal static int RoomForQuestions(LlmOptions options, TokenCounter tokens) =>
        MinimumPromptTokens + (string.IsNullOrWhiteSpace(options.SystemPrompt) ? 0 : tokens.Count(options.SystemPrompt));

    private static string? ProblemWithModels(LlmOptions options)
    {
        var empty = options.Models.TakeWhile(model => !string.IsNullOrWhiteSpace(model)).Count();
        if (empty < options.Models.Count)
        {
            return $"{LlmOptions.SectionName}:Models:{empty} must name a model.";
        }

        var twice = options.Models.GroupBy(model => model.Trim(), StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1);
        return twice is null ? null : $"{LlmOptions.SectionName}:Models names {twice.Key} twice.";
    }

    /// <summary>A cap on money is no cap while nobody knows the price.</summary>
    private string? ProblemWithBudget(LlmOptions options, ModelEndpoint endpoint) =>
        budget.Value.DailyCost is not null
        && endpoint.Provider is not LlmProvider.Offline
        && endpoint.InUse.Offered.FirstOrDefault(model => options.Prices.Of(model) is null) is { } unpriced
            ? $"{BudgetOptions.SectionName}:DailyCost needs a price: set {PriceTable.SectionName}:{unpriced}:Input and Output."
            : null;
}
