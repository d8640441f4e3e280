using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Log;
using WorkSquared.Core.Rights;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;

namespace WorkSquared.Tests.Support;

/// <summary>The real core over a real SQLite file of its own, with a clock the test turns by hand. Everybody may do everything, unless
/// the test is about that: <see cref="StartWithRightsAsync"/>.</summary>
public sealed class TestWorkspace : IAsyncDisposable
{
    public const string StoreId = "default";

    /// <summary>For tests in which it does not matter who reads.</summary>
    public static WorkSquared.Core.Sharing.Reader AllSeeing { get; } = WorkSquared.Core.Sharing.Reader.OfTheSystem(StoreId);

    private readonly bool _ownsDirectory;
    private readonly Action<IServiceCollection>? _configure;
    private ServiceProvider _services;

    private TestWorkspace(string? directory, Action<IServiceCollection>? configure)
    {
        _configure = configure;
        _ownsDirectory = directory is null;
        Directory = directory ?? Path.Combine(Path.GetTempPath(), $"ws-{Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddTicks(Random.Shared.NextInt64(1L << 50))):N}");
        _services = Build();
    }

    public string Directory { get; }

    public string DatabaseFile => Path.Combine(Directory, "worksquared.db");

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    public Actor Ada { get; } = Actor.Person("ada");

    public IChatCommands Chat => Get<IChatCommands>();

    public IChatReader Reader => Get<IChatReader>();

    public IEventBus Bus => Get<IEventBus>();

    public IDraftBoard Drafts => Get<IDraftBoard>();

    public ITurnQueue Turns => Get<ITurnQueue>();

    public IAnswerCommands Answers => Get<IAnswerCommands>();

    internal LogWriter Writer => Get<LogWriter>();

    internal EventAppender Appender => Get<EventAppender>();

    internal SnapshotReader Snapshots => Get<SnapshotReader>();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<TestWorkspace> StartAsync(string? directory = null, Action<IServiceCollection>? configure = null)
    {
        var workspace = new TestWorkspace(directory, configure);
        await workspace.StartServicesAsync();
        return workspace;
    }

    /// <summary>With the rights of the program.</summary>
    public static Task<TestWorkspace> StartWithRightsAsync(Action<IServiceCollection>? configure = null) => StartAsync(configure: services =>
    {
        services.AddSingleton<IRights, RoleRights>();
        configure?.Invoke(services);
    });

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public Guid NewId() => Guid.CreateVersion7(Time.GetUtcNow());

    /// <summary>Stops everything and starts it again on the same files, as another run of the program would.</summary>
    public async Task RestartAsync()
    {
        await StopServicesAsync();
        _services = Build();
        await StartServicesAsync();
    }

    /// <summary>Turns the clock in small steps until the fact has come about.</summary>
    public async Task AdvanceUntilAsync(Func<Task> fact)
    {
        var waiting = fact();
        while (!waiting.IsCompleted)
        {
            Time.Advance(TimeSpan.FromMilliseconds(25));
            await Task.Yield();
        }

        await waiting;
    }

    /// <summary>Runs a verb of the command line between two runs of the server.</summary>
    public async Task WhileStoppedAsync(Func<IProjectionRebuilder, Task> verb)
    {
        await StopServicesAsync();
        await using (var services = Build())
        {
            await verb(services.GetRequiredService<IProjectionRebuilder>());
        }

        _services = Build();
        await StartServicesAsync();
    }

    /// <summary>Another process on the same database that writes a little, as the verbs of the command line do.</summary>
    public ServiceProvider AsGuest()
    {
        var services = Build();
        services.OpenWorkSquaredLogAsGuest();
        return services;
    }

    /// <summary>Changes the database past the log, as damage or an intruder would.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabaseFile};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public Task<SentMessage> SayAsync(Guid conversationId, string text, Guid? commandId = null, Guid? after = null, Guid? replaces = null) =>
        Chat.SendAsync(new SendMessage(StoreId, commandId ?? NewId(), conversationId, text, Ada, after, replaces), Cancellation);

    /// <returns>The turn that answers the question again.</returns>
    public Task<Guid> AskAgainAsync(Guid conversationId, Guid turnId, RequestReason reason = RequestReason.Retry, Guid? commandId = null, string? model = null) =>
        Chat.AskAgainAsync(new AskAgain(StoreId, commandId ?? NewId(), conversationId, turnId, reason, Ada, model), Cancellation);

    /// <returns>False when it was so already.</returns>
    public Task<bool> ConfigureAsync(Guid conversationId, string? prompt = null, AnswerRule? answers = null, string? model = null, Guid? commandId = null) =>
        Get<ISettingsCommands>().ConfigureAsync(
            new Configure(StoreId, commandId ?? NewId(), conversationId, Ada, new(model), new(prompt), new(answers)), Cancellation);

    public async Task<Conversation> OpenAsync(Guid conversationId, Guid? turn = null) =>
        await Reader.OpenAsync(AllSeeing, conversationId, turn, window: 1000, Cancellation) ?? throw new InvalidOperationException("There is no such conversation.");

    public Task<TurnClaim?> ClaimAsync(bool isLastSlot = false) => Turns.ClaimNextAsync(TimeSpan.FromSeconds(30), isLastSlot, Cancellation);

    /// <summary>Waits for exactly <paramref name="count"/> events; the test's own timeout ends the wait.</summary>
    public async Task<List<CommittedEvent>> TakeAsync(int count, long after = 0, Guid? topic = null) =>
        await Bus.SubscribeAsync(AllSeeing, after, topic, Cancellation).Take(count).ToListAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        // With the clock running: a test that has failed may have left a request that nobody answers any more, for which a stop waits.
        await AdvanceUntilAsync(StopServicesAsync);
        if (_ownsDirectory)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }

    private ServiceProvider Build()
    {
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["WorkSquared:DataDirectory"] = Directory })
                .Build())
            .AddSingleton<TimeProvider>(Time)
            .AddWorkSquaredCore()
            .AddSingleton<IRights, EverybodyMay>();
        _configure?.Invoke(services);
        return services.BuildServiceProvider(validateScopes: true);
    }

    private async Task StartServicesAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(Cancellation);
        }
    }

    private async Task StopServicesAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>().Reverse())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
    }
}
