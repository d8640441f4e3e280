using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Llm.Connecting;
using WorkSquared.Llm.Providers;
using WorkSquared.Tests.Core.Team;
using WorkSquared.Tests.Faults;
using WorkSquared.Tests.Support;
using WorkSquared.Web.Hosting;

namespace WorkSquared.Tests.Llm.Connecting;

/// <summary>The core with the rights of the program and the responder, and Ada, who chooses the model in the page.</summary>
internal sealed class ConnectedWorkspace : IAsyncDisposable
{
    private TeamOfTheTest _team = null!;

    /// <summary>The ring of keys. Another one is there from the next start on.</summary>
    public IDataProtectionProvider Ring { get; set; } = new EphemeralDataProtectionProvider();

    public RecordedLogs Logs { get; } = new();

    public TeamOfTheTest Team => _team;

    public TestWorkspace Workspace => _team.Workspace;

    public IModelConnection Connection => Workspace.Get<IModelConnection>();

    public CurrentModel Current => Workspace.Get<CurrentModel>();

    public Actor Ada => Member.ActorOf(_team.Ada);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ConnectedWorkspace> StartAsync(Action<LlmOptions>? configure = null)
    {
        ConnectedWorkspace connected = new();
        connected._team = await TeamOfTheTest.StartAsync(services => services
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(connected.Logs))
            .AddWorkSquaredLlm()
            .WithRetriesAtOnce()
            .AddSingleton<ISecretSeal>(_ => new SecretSeal(connected.Ring))
            .Configure<LlmOptions>(llm =>
            {
                llm.AllowPrivateHosts = "127.0.0.1";
                configure?.Invoke(llm);
            }));
        return connected;
    }

    public static ModelSettings At(string? endpoint, string model = "gpt-4o", ModelProvider provider = ModelProvider.OpenAI) => new(
        provider, endpoint, model, [], ProjectId: null, Temperature: 0.7, MaxOutputTokens: 1000);

    public Task SaveAsync(ModelSettings settings, string? key = null, Actor? by = null) => Connection.SaveAsync(
        new ConnectModel(Workspace.NewId(), new EnteredModel(settings, key), by ?? Ada), Cancellation);

    public Task<ConnectionReport> TestAsync(ModelSettings settings, string? key = null, Actor? by = null) =>
        Connection.TestAsync(new EnteredModel(settings, key), by ?? Ada, Cancellation);

    public Task<ConnectionOverview> ReadAsync() => Connection.ReadAsync(Ada, Cancellation);

    public Task<SentMessage> AskAsync(Guid conversation, string text = "Hi") =>
        Workspace.Chat.SendAsync(new SendMessage(TestWorkspace.StoreId, Workspace.NewId(), conversation, text, Ada), Cancellation);

    /// <summary>Waits for the end of so many turns.</summary>
    public async Task<List<WorkEvent>> EndsAsync(int count) => await Workspace.Bus.SubscribeAsync(TestWorkspace.AllSeeing, 0, topic: null, Cancellation)
        .Select(committed => committed.Data)
        .Where(data => data is LLMResponseReceived or LLMResponseFailed)
        .Take(count)
        .ToListAsync(Cancellation);

    public ValueTask DisposeAsync() => _team.DisposeAsync();
}
