using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using WorkSquared.Core.Chat;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Connecting;

/// <summary>One choice of the model, with all that asks it, counts its failures or speaks of it: made together, exchanged together.</summary>
/// <remarks>A scope of the services. It ends with the last who uses it, so that an answer under way goes on with what it began with.</remarks>
internal sealed class ConnectedModel : IDisposable
{
    private readonly IServiceScope _scope;
    private int _uses = 1;

    public ConnectedModel(IServiceScopeFactory scopes, LlmOptions options, ModelEndpoint endpoint)
    {
        _scope = scopes.CreateScope();
        var choice = Get<ModelChoice>();
        (choice.Options, choice.Endpoint) = (options, endpoint);
        (InUse, Prompts, Breaker) = (Get<ModelInUse>(), Get<PromptBuilder>(), Get<ProviderBreaker>());
    }

    public LlmOptions Options => Get<LlmOptions>();

    public ModelInUse InUse { get; }

    public PromptBuilder Prompts { get; }

    public ProviderBreaker Breaker { get; }

    public IChatClient Client => Get<IChatClient>();

    public ModelFailures Failures => Get<ModelFailures>();

    public TurnRunner Runner => Get<TurnRunner>();

    public T Get<T>()
        where T : notnull => _scope.ServiceProvider.GetRequiredService<T>();

    /// <summary>For as long as it is needed; then <see cref="Dispose"/>.</summary>
    public ConnectedModel Use()
    {
        Interlocked.Increment(ref _uses);
        return this;
    }

    public void Dispose()
    {
        if (Interlocked.Decrement(ref _uses) == 0)
        {
            _scope.Dispose();
        }
    }
}

/// <summary>What a scope of <see cref="ConnectedModel"/> is about.</summary>
internal sealed class ModelChoice
{
    private LlmOptions? _options;
    private ModelEndpoint? _endpoint;

    public LlmOptions Options
    {
        get => _options ?? throw NotOfAModel();
        set => _options = value;
    }

    public ModelEndpoint Endpoint
    {
        get => _endpoint ?? throw NotOfAModel();
        set => _endpoint = value;
    }

    // That of a request, for instance.
    private static InvalidOperationException NotOfAModel() => new InvalidOperationException($"This scope is none of {nameof(ConnectedModel)}.");
}
