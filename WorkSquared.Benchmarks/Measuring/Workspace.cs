using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Events;
using WorkSquared.Core.Members;
using WorkSquared.Core.Sessions;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Benchmarks.Measuring;

/// <summary>The real core on a real file of its own, which goes away with it.</summary>
internal sealed class Workspace : IAsyncDisposable
{
    public const string StoreId = "default";

    private static readonly Guid _ada = Guid.Parse("01980000-0000-7000-8000-00000000ada0");

    private readonly bool _keepsFiles;
    private readonly ServiceProvider _services;

    private Workspace(string directory, bool keepsFiles, Action<IServiceCollection>? configure)
    {
        (Directory, _keepsFiles) = (directory, keepsFiles);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder()
                .AddInMemoryCollection(new Dictionary<string, string?> { ["WorkSquared:DataDirectory"] = directory })
                .Build())
            .AddWorkSquaredCore();
        configure?.Invoke(services);
        _services = services.BuildServiceProvider();
    }

    /// <summary>Who owns the workspace: what is measured includes that she may.</summary>
    public static Actor Ada { get; } = Member.ActorOf(_ada);

    /// <summary>Whoever reads is somebody, as on a page: what they may see is part of what is measured.</summary>
    public static Reader AsAda { get; } = new(StoreId, Ada);

    public string Directory { get; }

    public string DatabaseFile => Path.Combine(Directory, "worksquared.db");

    public static string NewDirectory() => System.IO.Directory.CreateTempSubdirectory("ws-benchmark-").FullName;

    public static Guid NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    /// <summary>Built, but not started: for what needs the directory for itself.</summary>
    public static Workspace Closed(string directory, bool keepsFiles) => new(directory, keepsFiles, configure: null);

    public static async Task<Workspace> StartAsync(string? directory = null, bool keepsFiles = false, Action<IServiceCollection>? configure = null)
    {
        var workspace = new Workspace(directory ?? NewDirectory(), keepsFiles, configure);
        foreach (var hosted in workspace._services.GetServices<IHostedService>())
        {
            await hosted.StartAsync(CancellationToken.None);
        }

        if (!await workspace.Get<ITeamReader>().HasAdministratorAsync(CancellationToken.None))
        {
            await workspace.Get<ITeamCommands>().AppointAsync(_ada, "Ada", CancellationToken.None);
        }

        return workspace;
    }

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Conversations that exist before the clock starts.</summary>
    public async Task<Guid[]> CreateConversationsAsync(int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => NewId()).ToArray();
        foreach (var id in ids)
        {
            await SayAsync(id, "The first message.");
        }

        return ids;
    }

    public Task<SentMessage> SayAsync(Guid conversationId, string text) =>
        Get<IChatCommands>().SendAsync(new SendMessage(StoreId, NewId(), conversationId, text, Ada), CancellationToken.None);

    /// <returns>The key of a session of hers, as a browser keeps it.</returns>
    public Task<string> SignInAsync() =>
        Get<ISessions>().StartAsync(new StartSession(_ada, StoreId, "A benchmark", "password"), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in _services.GetServices<IHostedService>().Reverse())
        {
            await hosted.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (!_keepsFiles)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
