using WorkSquared.Core.Chat;

namespace WorkSquared.Llm.Providers;

/// <summary>Where questions go, for one choice of the model.</summary>
/// <param name="Address">The base URL.</param>
/// <param name="ApiKey">Null for a server that wants none.</param>
/// <param name="ProjectId">Braintrust alone.</param>
/// <param name="ModelId">The model, or Azure's deployment, as we ask for it.</param>
/// <param name="Notice">What the log should say about this choice at start.</param>
internal sealed record ModelEndpoint(
    LlmProvider Provider, Uri Address, Secret? ApiKey, string? ProjectId, string ModelId, string? Notice = null)
{
    public static readonly Uri BraintrustAddress = new("https://api.braintrust.dev/v1/proxy");
    public static readonly Uri OpenAIAddress = new("https://api.openai.com/v1");

    /// <summary>The settings name this address; otherwise it is the provider's own.</summary>
    public bool IsNamed { get; init; }

    /// <summary>An administrator entered it in the page.</summary>
    public bool IsEntered { get; init; }

    /// <summary>Scheme, host and port; empty for the playbook.</summary>
    public string Host => Provider is LlmProvider.Offline ? "" : Address.GetLeftPart(UriPartial.Authority);

    /// <summary>The models that are offered beside this one.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public static ModelEndpoint Offline(string? notice) =>
        new(LlmProvider.Offline, new Uri("about:blank"), ApiKey: null, ProjectId: null, "offline-playbook", notice);

    /// <summary>As answers carry it in <c>metadata.source</c>.</summary>
    public string Source => Provider switch
    {
        LlmProvider.Braintrust => "braintrust",
        LlmProvider.AzureOpenAI => "azure-openai",
        LlmProvider.Offline => "offline",
        _ => "openai",
    };

    public bool IsOpenAIItself => Provider is LlmProvider.OpenAI && Address.Host == OpenAIAddress.Host;

    /// <summary>Azure's newer address, which is OpenAI's own protocol.</summary>
    public bool IsAzureV1 =>
        Provider is LlmProvider.AzureOpenAI && Address.AbsolutePath.TrimEnd('/').EndsWith("/openai/v1", StringComparison.Ordinal);

    /// <summary>Whom a person would name: the provider, or the host of a server of their own.</summary>
    public string ProviderName => Provider switch
    {
        LlmProvider.Braintrust => "Braintrust",
        LlmProvider.AzureOpenAI => "Azure OpenAI",
        LlmProvider.Offline => "Offline playbook",
        _ => IsOpenAIItself ? "OpenAI" : Address.Authority,
    };

    public ModelInUse InUse => new(DisplayName, ModelId, Source, Provider is LlmProvider.Offline) { Others = Others };

    private string DisplayName => Provider switch
    {
        LlmProvider.Offline => ProviderName,
        LlmProvider.Braintrust => $"{ModelId} via {ProviderName}",
        LlmProvider.OpenAI when !IsOpenAIItself => $"{ModelId} at {ProviderName}",
        _ => $"{ModelId} ({ProviderName})",
    };

    // A record would print its every part.
    public override string ToString() => DisplayName;
}
