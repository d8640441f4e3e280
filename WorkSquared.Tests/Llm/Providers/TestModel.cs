using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using WorkSquared.Core.Chat;
using WorkSquared.Llm.Connecting;
using WorkSquared.Llm.Egress;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Tests.Llm.Providers;

/// <summary>The real wiring of the model, with settings of the test's own and a clock turned by hand.</summary>
internal sealed class TestModel : IDisposable
{
    private readonly ServiceProvider _services;
    private readonly RecordedLog _log = new();
    private ConnectedModel? _model;

    private TestModel(IEnumerable<KeyValuePair<string, string?>> settings, ResolveHost? names = null)
    {
        var services = new ServiceCollection();
        if (names is not null)
        {
            services.AddSingleton(names);
        }

        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddSingleton<TimeProvider>(Time);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_log));
        services.AddKeyedSingleton<IChatClient>(ChatClients.OfflineKey, new OfflineStandIn());
        services.AddWorkSquaredLlm();
        _services = services.BuildServiceProvider();
    }

    public FakeTimeProvider Time { get; } = new();

    public IChatClient Client => Get<IChatClient>();

    public ModelEndpoint Endpoint => Get<ModelEndpoint>();

    public ModelInUse InUse => Get<ModelInUse>();

    public IReadOnlyCollection<string> Log => _log.Lines;

    /// <summary>A key that begins with <c>Llm:</c> is one of section <c>WorkSquared</c>; any other is a provider's variable.</summary>
    public static TestModel With(params (string Key, string? Value)[] settings) => new(Named(settings));

    /// <summary>In a world where names lead to what the test says.</summary>
    public static TestModel With(ResolveHost names, params (string Key, string? Value)[] settings) => new(Named(settings), names);

    /// <summary>An OpenAI-compatible server at this address.</summary>
    public static TestModel At(string url, params (string Key, string? Value)[] settings) =>
        With([("Llm:Provider", "OpenAI"), ("Llm:Endpoint", $"{url}/v1"), .. settings]);

    public T Get<T>()
        where T : notnull => (_model ??= _services.GetRequiredService<CurrentModel>().Use()).Get<T>();

    /// <summary>Does what the host does at start.</summary>
    public void Start() => _services.GetRequiredService<IStartupValidator>().Validate();

    /// <summary>Asks and returns the whole answer.</summary>
    public async Task<string> AskAsync(params string[] words)
    {
        var updates = await AskForUpdatesAsync([.. words.DefaultIfEmpty("Hi").Select(word => new ChatMessage(ChatRole.User, word))]);
        return string.Concat(updates.Select(update => update.Text));
    }

    public async Task<IReadOnlyList<ChatResponseUpdate>> AskForUpdatesAsync(params ChatMessage[] messages)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in Client.GetStreamingResponseAsync(messages, cancellationToken: TestContext.Current.CancellationToken))
        {
            updates.Add(update);
        }

        return updates;
    }

    /// <summary>Asks, and returns what came of it: the text, and the class of the failure if it is one.</summary>
    public async Task<(string Text, string? ErrorClass)> TryAskAsync()
    {
        var text = "";
        try
        {
            await foreach (var update in Client.GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken))
            {
                text += update.Text;
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return (text, Get<ModelFailures>().Classify(exception, Endpoint.ModelId).Failure.ErrorClass);
        }

        return (text, null);
    }

    /// <summary>Asks, expects to be disappointed, and says how.</summary>
    public async Task<(ModelFailure Failure, string Text, Exception Exception)> AskInVainAsync()
    {
        var text = "";
        var exception = await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var update in Client.GetStreamingResponseAsync("Hi", cancellationToken: TestContext.Current.CancellationToken))
            {
                text += update.Text;
            }
        });
        return (Get<ModelFailures>().Classify(exception, Endpoint.ModelId), text, exception);
    }

    public void Dispose()
    {
        _model?.Dispose();
        _services.Dispose();
    }

    private static IEnumerable<KeyValuePair<string, string?>> Named((string Key, string? Value)[] settings) =>
        from setting in settings
        let prefix = setting.Key.StartsWith("Llm:", StringComparison.Ordinal) ? "WorkSquared:" : ""
        select KeyValuePair.Create(prefix + setting.Key, setting.Value);

    private sealed class OfflineStandIn : IChatClient
    {
        public Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            yield return new ChatResponseUpdate(ChatRole.Assistant, "From the playbook.") { FinishReason = ChatFinishReason.Stop };
        }

        public object? GetService(Type serviceType, object? serviceKey) => null;

        public void Dispose()
        {
        }
    }

    private sealed class RecordedLog : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> _lines = new();

        public IReadOnlyCollection<string> Lines => _lines;

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{logLevel}: {formatter(state, exception)}{exception}");

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
