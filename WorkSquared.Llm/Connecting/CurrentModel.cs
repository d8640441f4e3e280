using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkSquared.Core.Chat;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Connecting;

/// <summary>The model that answers now. The server's settings choose it; where they name none, what was saved in the page takes its place.</summary>
internal sealed class CurrentModel : ICurrentModel, IModelHealth, IDisposable
{
    private readonly Lock _gate = new();
    private readonly IServiceScopeFactory _scopes;
    private ConnectedModel _model;

    public CurrentModel(IOptions<LlmOptions> options, ProviderVariables variables, IServiceScopeFactory scopes)
    {
        var choice = new EndpointChoice(options.Value, variables);
        (_scopes, IsOfTheServer) = (scopes, choice.IsGiven);

        // Validated at start, so there is an endpoint.
        _model = new ConnectedModel(scopes, options.Value, choice.Choose().Endpoint!);
    }

    public event Action? Changed;

    /// <summary>The server's settings name it: they win as a whole, and nothing takes its place.</summary>
    public bool IsOfTheServer { get; }

    public ModelInUse InUse => _model.InUse;

    public ModelStatus Status => _model.Breaker.Status;

    public PromptBuilder Prompts => _model.Prompts;

    /// <summary>To be disposed of when it is needed no more, whichever answers by then.</summary>
    public ConnectedModel Use()
    {
        lock (_gate)
        {
            return _model.Use();
        }
    }

    /// <summary>Loads what the first prompt would otherwise wait for.</summary>
    public void Prepare() => _model.Prompts.Prepare();

    public void Replace(LlmOptions options, ModelEndpoint endpoint)
    {
        var next = new ConnectedModel(_scopes, options, endpoint);
        ConnectedModel last;
        lock (_gate)
        {
            (last, _model) = (_model, next);
        }

        last.Dispose();
        Changed?.Invoke();
    }

    public void Dispose() => _model.Dispose();
}
