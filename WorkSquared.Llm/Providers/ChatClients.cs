// Both are "experimental": clients with an authentication of our own, and fields of the body set by name.
#pragma warning disable OPENAI001, SCME0001
using System.ClientModel;
using System.ClientModel.Primitives;
using Azure.AI.OpenAI;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenAI;
using OpenAI.Chat;
using WorkSquared.Llm.Providers.Streams;

namespace WorkSquared.Llm.Providers;

/// <summary>Makes the client for the chosen endpoint, and the options that every request to it needs.</summary>
internal sealed partial class ChatClients(
    ModelEndpoint endpoint,
    LlmOptions options,
    IOptions<StreamLimits> limits,
    ProviderTransport transport,
    ILogger<ChatClients> logger,
    [FromKeyedServices(ChatClients.OfflineKey)] IChatClient? offline = null)
{
    /// <summary>Under which the offline playbook is registered.</summary>
    public const string OfflineKey = "offline";

    public IChatClient Create()
    {
        if (endpoint.Notice is { } notice)
        {
            LogNotice(notice);
        }

        return endpoint.Others.Count == 0
            ? Create(endpoint.ModelId)
            : new ModelSwitch(endpoint.ModelId, endpoint.InUse.Offered.ToDictionary(model => model, Create));
    }

    /// <summary>Fills what a request leaves open, and gives its body the shape that this endpoint knows.</summary>
    public void Configure(ChatOptions request)
    {
        request.ModelId ??= endpoint.ModelId;
        request.Temperature ??= (float?)options.Temperature;
        request.MaxOutputTokens ??= options.MaxOutputTokens;
        var maxTokens = request.MaxOutputTokens.Value;
        request.RawRepresentationFactory ??= _ => Body(maxTokens);
    }

    private IChatClient Create(string modelId)
    {
        var client = endpoint.Provider switch
        {
            // It thinks nothing; and what a replay is given to say was told apart before it was recorded.
            LlmProvider.Offline => offline ?? throw new InvalidOperationException("No offline playbook is registered."),
            LlmProvider.AzureOpenAI when !endpoint.IsAzureV1 => new ReasoningClient(Azure(modelId)),
            _ => new ReasoningClient(OpenAI(modelId)),
        };
        return new WholeAnswerClient(client, limits.Value);
    }

    private IChatClient OpenAI(string modelId) =>
        new ChatClient(modelId, Authentication(), Settings(new OpenAIClientOptions { Endpoint = endpoint.Address }))
            .AsIChatClient();

    // Without a key, which only one that was entered in the page can be, Azure says what it says of a wrong one.
    // Azure's own methods call into an OpenAI library older than ours; AsIChatClient() alone goes around them.
    private IChatClient Azure(string modelId) =>
        new AzureOpenAIClient(endpoint.Address, new ApiKeyCredential(endpoint.ApiKey?.Reveal() ?? "none"), Settings(new AzureOpenAIClientOptions()))
            .GetChatClient(modelId)
            .AsIChatClient();

    private AuthenticationPolicy Authentication() => endpoint switch
    {
        { ApiKey: null } => new NoKeyPolicy(),
        { Provider: LlmProvider.AzureOpenAI } => ApiKeyAuthenticationPolicy.CreateHeaderApiKeyPolicy(new(endpoint.ApiKey.Reveal()), "api-key"),
        _ => ApiKeyAuthenticationPolicy.CreateBearerAuthorizationPolicy(new(endpoint.ApiKey.Reveal())),
    };

    private T Settings<T>(T settings)
        where T : ClientPipelineOptions
    {
        // Each request is recorded before it leaves, so none may leave by itself.
        settings.RetryPolicy = new ClientRetryPolicy(maxRetries: 0);
        settings.NetworkTimeout = Timeout.InfiniteTimeSpan;
        settings.Transport = transport.Pipeline;
        if (endpoint.ProjectId is { } project)
        {
            settings.AddPolicy(new HeaderPolicy("x-bt-parent", $"project_id:{project}"), PipelinePosition.PerCall);
        }

        return settings;
    }

    private ChatCompletionOptions Body(int maxTokens)
    {
        var body = new ChatCompletionOptions();
        if (!endpoint.IsOpenAIItself && !endpoint.IsAzureV1)
        {
            // The name that the seed's request has, and the only one that many servers know.
            body.Patch.Set("$.max_tokens"u8, maxTokens);
            body.Patch.Remove("$.max_completion_tokens"u8);
        }

        if (endpoint.Provider is LlmProvider.Braintrust)
        {
            body.Patch.Remove("$.stream_options"u8);
        }

        return body;
    }

    [LoggerMessage(LogLevel.Warning, "{Notice}")]
    private partial void LogNotice(string notice);

    private sealed class NoKeyPolicy : AuthenticationPolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNextAsync(message, pipeline, currentIndex);
    }

    private sealed class HeaderPolicy(string name, string value) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set(name, value);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set(name, value);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }
    }
}
