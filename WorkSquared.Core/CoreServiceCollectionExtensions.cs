using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WorkSquared.Core;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Composing;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Export;
using WorkSquared.Core.Health;
using WorkSquared.Core.Import;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Log;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Presence;
using WorkSquared.Core.Prompts;
using WorkSquared.Core.Pushing;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Reading;
using WorkSquared.Core.Rights;
using WorkSquared.Core.Search;
using WorkSquared.Core.Sessions;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Turns;
using WorkSquared.Core.Usage;
using WorkSquared.Core.Verification;
using WorkSquared.Core.Workspaces;

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
            .Validate(options => options.Database.MinFreeMegabytes >= 0, "WorkSquared:Database:MinFreeMegabytes must be 0 or more.")
            .ValidateOnStart();

        services.AddOptions<BudgetOptions>()
            .BindConfiguration(BudgetOptions.SectionName)
            .Configure<IConfiguration>((options, configuration) => options.Currency = configuration["WorkSquared:Llm:Currency"] ?? BudgetOptions.DefaultCurrency)
            .Validate(options => options.DailyTokens is null or >= 1, "WorkSquared:Budget:DailyTokens must be a whole number of 1 or more, or empty.")
            .Validate(
                options => options.DailyCost is null or (> 0 and <= 1_000_000_000),
                "WorkSquared:Budget:DailyCost must be an amount above 0 and up to 1000000000, or empty.")
            .ValidateOnStart();

        services.AddSingleton<DataDirectory>();
        services.AddSingleton<IDatabaseFile>(provider => provider.GetRequiredService<DataDirectory>());
        services.AddSingleton<FreeSpace>();
        services.AddPooledDbContextFactory<WorkSquaredDbContext>((provider, options) =>
            options.UseSqlite(provider.GetRequiredService<DataDirectory>().ConnectionString));
        services.AddSingleton<MigrateDatabase>();

        services.AddSingleton(provider => InstanceId.New(provider.GetRequiredService<TimeProvider>()));

        // In this order: a turn's place in the tree follows from what the others say about the log before it, and an attempt's member from its turn;
        // a conversation that has its row is shared, and gets its labels.
        services.AddSingleton<IProjection, TurnProjection>();
        services.AddSingleton<IProjection, UsageProjection>();
        services.AddSingleton<IProjection, MessageProjection>();
        services.AddSingleton<IProjection, ConversationProjection>();
        services.AddSingleton<IProjection, SharingProjection>();
        services.AddSingleton<IProjection, LabelProjection>();
        services.AddSingleton<IProjection, RatingProjection>();
        services.AddSingleton<IProjection, TaskProjection>();
        services.AddSingleton<IProjection, SearchProjection>();
        services.AddSingleton<IProjection, PromptProjection>();
        services.AddSingleton<IProjection, MemberProjection>();
        services.AddSingleton<IProjection, SettingsProjection>();
        services.AddSingleton<IProjection, TokenProjection>();
        services.AddSingleton<IProjection, InviteProjection>();
        services.AddSingleton<IProjection, WorkspaceProjection>();
        services.AddSingleton<IProjection, ModelProjection>();
        services.AddSingleton<IRights, RoleRights>();
        services.AddSingleton<EventAppender>();
        services.AddSingleton<LogWriter>();
        services.AddSingleton<SnapshotReader>();
        services.AddSingleton<ISight, SightReader>();
        services.AddSingleton<ILogReader, LogReader>();

        services.AddSingleton<EventBus>();
        services.AddSingleton<IEventBus>(provider => provider.GetRequiredService<EventBus>());
        services.AddSingleton<DraftBoard>();
        services.AddSingleton<IDraftBoard>(provider => provider.GetRequiredService<DraftBoard>());
        services.AddSingleton<IStoreDrafts>(provider => provider.GetRequiredService<DraftBoard>());
        services.AddSingleton<IPresenceBoard, PresenceBoard>();

        services.AddSingleton<ComposerDraftKeeper>();
        services.AddSingleton<IComposerDrafts>(provider => provider.GetRequiredService<ComposerDraftKeeper>());
        services.AddSingleton<TurnStops>();
        services.AddSingleton<MessageSending>();
        services.AddSingleton<IChatCommands, ChatCommands>();
        services.AddSingleton<IAnswerEdits, AnswerEdits>();
        services.AddSingleton<IChatReader, ChatReader>();
        services.AddSingleton<IReasoningReader, ReasoningReader>();
        services.AddSingleton<IOrganisingCommands, OrganisingCommands>();
        services.AddSingleton<IOrganisingReader, OrganisingReader>();
        services.AddSingleton<IForks, Forks>();
        services.AddSingleton<ISharingCommands, SharingCommands>();
        services.AddSingleton<ISharingReader, SharingReader>();
        services.AddSingleton<ILabelCommands, LabelCommands>();
        services.AddSingleton<ILabelReader, LabelReader>();
        services.AddSingleton<IRatingCommands, RatingCommands>();
        services.AddSingleton<ITaskCommands, TaskCommands>();
        services.AddSingleton<ITaskReader, TaskReader>();
        services.AddSingleton<Admission>();
        services.AddSingleton<ITeamCommands, TeamCommands>();
        services.AddSingleton<ITeamReader, TeamReader>();
        services.AddSingleton<IInvites, InviteKeeper>();
        services.AddSingleton<IWorkspaces, WorkspaceKeeper>();
        services.AddSingleton<IModelStore, ModelKeeper>();
        services.AddSingleton<ISessions, ServerSessions>();
        services.AddSingleton<IAuditTrail, AuditTrail>();
        services.AddSingleton<AuditLooks>();
        services.AddSingleton<IAuditReader, AuditReader>();
        services.AddSingleton<IMemberCommands, MemberCommands>();
        services.AddSingleton<IMemberDirectory, MemberDirectory>();
        services.AddSingleton<ISettingsCommands, SettingsCommands>();
        services.AddSingleton<MembersByName>();
        services.AddSingleton<ITokenCommands, TokenCommands>();
        services.AddSingleton<ITokenReader, TokenReader>();
        services.AddSingleton<OutsideAnswers>();
        services.AddSingleton<PushSteps>();
        services.AddSingleton<IPushCommands, PushCommands>();
        services.AddSingleton<ITurnQueue, TurnQueue>();
        services.AddSingleton<BacklogReader>();
        services.AddSingleton<ITurnBacklog>(provider => provider.GetRequiredService<BacklogReader>());
        services.AddSingleton<DailyCap>();
        services.AddSingleton<IAnswerCommands, AnswerCommands>();
        services.AddSingleton<IUsageReader, UsageReader>();
        services.AddSingleton<ISearchReader, SearchReader>();

        services.AddSingleton<IPromptCommands, PromptCommands>();
        services.AddSingleton<IPromptReader, PromptReader>();

        services.AddSingleton<ReadingMarkKeeper>();
        services.AddSingleton<IReadingMarks>(provider => provider.GetRequiredService<ReadingMarkKeeper>());

        services.AddSingleton<ITurnRecords, TurnRecords>();
        services.AddSingleton<ISentPrompts, SentPrompts>();
        services.AddSingleton<IConversationLog, ConversationLog>();
        services.AddSingleton<IStoreLog, StoreLog>();
        services.AddSingleton<ImportKeeper>();
        services.AddSingleton<IImports>(provider => provider.GetRequiredService<ImportKeeper>());

        services.AddSingleton<IWorkspaceHealth, WorkspaceHealth>();
        services.AddSingleton<IInstanceHealth, InstanceHealth>();
        services.AddSingleton<ResponderPulse>();
        services.TryAddSingleton<IModelHealth, UnknownModelHealth>();

        services.AddSingleton<ILogVerifier, LogVerifier>();
        services.AddSingleton<ProjectionRebuilder>();
        services.AddSingleton<IProjectionRebuilder>(provider => provider.GetRequiredService<ProjectionRebuilder>());

        // In this order: the log opens before anyone reads it and closes after everyone has stopped.
        services.AddSingleton<LogGuest>();
        services.AddSingleton<LogStartup>();
        services.AddHostedService(provider => provider.GetRequiredService<LogStartup>());
        services.AddHostedService<Checkpointer>();
        services.AddHostedService<BusPump>();
        services.AddHostedService<OtherWriters>();
        services.AddHostedService(provider => provider.GetRequiredService<ReadingMarkKeeper>());
        services.AddHostedService(provider => provider.GetRequiredService<ImportKeeper>());
        services.AddHostedService<DraftSweep>();
        services.AddHostedService<SessionSweep>();
        return services;
    }

    /// <summary>Opens the log at once instead of with the other hosted services.</summary>
    /// <exception cref="StartupRefusedException">The data directory or the database can't be used; the message is one sentence for a person.</exception>
    public static Task OpenWorkSquaredLogAsync(this IServiceProvider services, CancellationToken cancellationToken) =>
        services.GetRequiredService<LogStartup>().StartAsync(cancellationToken);

    /// <summary>Opens the log for a verb that writes a little, beside a running server or not: its lock stays the server's.</summary>
    /// <exception cref="StartupRefusedException">There is no database yet, or another version's.</exception>
    public static void OpenWorkSquaredLogAsGuest(this IServiceProvider services) => services.GetRequiredService<LogGuest>().Open();
}
