using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkSquared.Core;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Log;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Verification;

namespace Microsoft.Extensions.DependencyInjection;

public static class CoreServiceCollectionExtensions
{
    /// <summary>Adds the event log, its projections, the bus over it, the turns and the chat commands.</summary>
    public static IServiceCollection AddWorkSquaredCore(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<CoreMetrics>();
        services.AddOptions<WorkSquaredOptions>()
            .BindConfiguration(WorkSquaredOptions.SectionName)
            .Configure<IConfiguration>((options, configuration) => options.StoreId = configuration["STORE_ID"] is { Length: > 0 } storeId ? storeId : options.StoreId)
            .Validate(options => StoreName.IsValid(options.StoreId), StoreName.Rule)
            .Validate(options => options.DataDirectory.Length > 0, "WorkSquared:DataDirectory must name a directory.")
            .Validate(
                options => options.Database.Provider.Equals("Sqlite", StringComparison.OrdinalIgnoreCase),
                "WorkSquared:Database:Provider must be Sqlite: this version supports no other database.")
            .ValidateOnStart();

        services.AddSingleton<DataDirectory>();
        services.AddPooledDbContextFactory<WorkSquaredDbContext>((provider, options) =>
            options.UseSqlite(provider.GetRequiredService<DataDirectory>().ConnectionString));
        services.AddSingleton<MigrateDatabase>();

        services.AddSingleton(provider => InstanceId.New(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IProjection, ConversationProjection>();
        services.AddSingleton<IProjection, MessageProjection>();
        services.AddSingleton<IProjection, TurnProjection>();
        services.AddSingleton<EventAppender>();
        services.AddSingleton<LogWriter>();
        services.AddSingleton<SnapshotReader>();
        services.AddSingleton<ILogReader, LogReader>();

        services.AddSingleton<EventBus>();
        services.AddSingleton<IEventBus>(provider => provider.GetRequiredService<EventBus>());
        services.AddSingleton<IDraftBoard, DraftBoard>();

        services.AddSingleton<IChatCommands, ChatCommands>();
        services.AddSingleton<IChatReader, ChatReader>();
        services.AddSingleton<ITurnQueue, TurnQueue>();
        services.AddSingleton<IAnswerCommands, AnswerCommands>();

        services.AddSingleton<ILogVerifier, LogVerifier>();
        services.AddSingleton<IProjectionRebuilder, ProjectionRebuilder>();

        // In this order: the log opens before anyone reads it and closes after everyone has stopped.
        services.AddSingleton<LogStartup>();
        services.AddHostedService(provider => provider.GetRequiredService<LogStartup>());
        services.AddHostedService<Checkpointer>();
        services.AddHostedService<BusPump>();
        return services;
    }

    /// <summary>Opens the log at once instead of with the other hosted services.</summary>
    /// <exception cref="StartupRefusedException">The data directory or the database can't be used; the message is one sentence for a person.</exception>
    public static Task OpenWorkSquaredLogAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<LogStartup>().StartAsync(cancellationToken);
}
