using WorkSquared.Core.Connecting;
using WorkSquared.Core.Usage;
using WorkSquared.Llm.Usage;

namespace WorkSquared.Llm.Providers;

internal enum LlmProvider
{
    Auto,
    Braintrust,
    AzureOpenAI,
    OpenAI,
    Offline,
}

/// <summary>Which model answers, and how: section <c>WorkSquared:Llm</c>.</summary>
/// <remarks>The providers' own variables fill what is left empty here.</remarks>
internal sealed class LlmOptions
{
    public const string SectionName = "WorkSquared:Llm";

    /// <summary>The name of a <see cref="LlmProvider"/>. Text, so that a misspelt one is answered with a sentence.</summary>
    public string Provider { get; set; } = nameof(LlmProvider.Auto);

    /// <summary>Any OpenAI-compatible base URL; empty for the provider's own.</summary>
    public string? Endpoint { get; set; }

    public string? ApiKey { get; set; }

    /// <summary>An HTTP proxy, such as <c>http://proxy.example:3128</c>; empty for none. Variables such as HTTPS_PROXY are not followed.</summary>
    public string? Proxy { get; set; }

    /// <summary>Hosts of this machine or its network that may be entered in the page: <c>localhost:11434, models.example</c>.</summary>
    public string? AllowPrivateHosts { get; set; }

    /// <summary>Braintrust alone: the project that its log of requests belongs to.</summary>
    public string? ProjectId { get; set; }

    public string? Model { get; set; } = "gpt-4o";

    /// <summary>The models that a conversation may choose from, or Azure's deployments; <see cref="Model"/> is always one of them.</summary>
    public IList<string> Models { get; } = [];

    /// <summary>Azure alone; empty when the deployment is named after the model.</summary>
    public string? Deployment { get; set; }

    /// <summary>Empty leaves it to the model: some accept no other than their own.</summary>
    public double? Temperature { get; set; } = 0.7;

    public int MaxOutputTokens { get; set; } = 1000;

    /// <summary>What prompt and answer may take up together; no more than the model's window.</summary>
    public int ContextTokens { get; set; } = 128_000;

    /// <summary>Empty for the built-in one.</summary>
    public string? SystemPrompt { get; set; }

    /// <summary>Of the prices.</summary>
    public string Currency { get; set; } = BudgetOptions.DefaultCurrency;

    /// <summary>Null for none, or for what is no address.</summary>
    internal Uri? ProxyAddress =>
        Uri.TryCreate(Proxy, UriKind.Absolute, out var proxy) && proxy is { Scheme: "http", UserInfo: "", PathAndQuery: "/", Fragment: "" } ? proxy : null;

    /// <summary>For a model that was chosen in the page: what that leaves open stays the server's.</summary>
    internal LlmOptions With(ModelSettings settings) => new()
    {
        Temperature = settings.Temperature,
        MaxOutputTokens = settings.MaxOutputTokens,
        Proxy = Proxy,
        ContextTokens = ContextTokens,
        SystemPrompt = SystemPrompt,
        Currency = Currency,
        Prices = Prices,
    };

    /// <summary>Internal, so that the binder leaves it alone.</summary>
    internal PriceTable Prices { get; set; } = PriceTable.Empty;
}
