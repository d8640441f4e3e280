using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using WorkSquared.Core.Audit;
using WorkSquared.Core.Bus;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Composing;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Invites;
using WorkSquared.Core.Labels;
using WorkSquared.Core.Members;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Presence;
using WorkSquared.Core.Prompts;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Reading;
using WorkSquared.Core.Search;
using WorkSquared.Core.Settings;
using WorkSquared.Core.Sharing;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Tokens;
using WorkSquared.Core.Usage;
using WorkSquared.Core.Workspaces;
using WorkSquared.Web;
using WorkSquared.Web.Accounts.Resets;
using WorkSquared.Web.Components;
using WorkSquared.Web.Components.Chat;
using WorkSquared.Web.Components.Labels;
using WorkSquared.Web.Components.Layout;
using WorkSquared.Web.Components.Organising;
using WorkSquared.Web.Components.Presence;
using WorkSquared.Web.Components.Settings;
using WorkSquared.Web.Components.Shared.Markdown;
using WorkSquared.Web.Components.Sharing;
using WorkSquared.Web.Components.Tasks;
using WorkSquared.Web.Localisation;

namespace WorkSquared.Tests.Support;

/// <summary>Pages in an interactive circuit, over a workspace in memory.</summary>
internal sealed class TestUi : BunitContext
{
    public TestUi(bool isInteractive = true, ModelInUse? model = null, NavigationManager? browser = null)
    {
        // Property tests keep every core busy beside us.
        DefaultWaitTimeout = TimeSpan.FromSeconds(15);
        Workspace = new InMemoryWorkspace(Time);
        Presence = new PresenceBoard(new EverybodySees(), Time);
        Organising = new InMemoryOrganising(Workspace, Time);
        Labels = new InMemoryLabels(Workspace, Time);
        Tasks = new InMemoryTasks(Workspace, Time);
        Team = new InMemoryTeam(Workspace, Time);
        Invites = new InMemoryInvites(Workspace, Time);
        Tokens = new InMemoryTokens(Workspace, Time);
        Prompts = new InMemoryPrompts(Workspace, Time);
        Sharing = new GivenSharing(Workspace, Time);
        JSInterop.Mode = JSRuntimeMode.Loose;
        AddBunitPersistentComponentState();
        Services.AddLocalization();
        Services.AddMudServices();
        Services.AddLogging();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton<IChatReader>(Workspace);
        Services.AddSingleton<IReasoningReader>(Workspace);
        Services.AddSingleton<IChatCommands>(Workspace);
        Services.AddSingleton<IEventBus>(Workspace);
        Services.AddSingleton<IDraftBoard>(Workspace.Board);
        Services.AddSingleton<IOrganisingCommands>(Organising);
        Services.AddSingleton<IOrganisingReader>(Organising);
        Services.AddSingleton<ILabelCommands>(Labels);
        Services.AddSingleton<ILabelReader>(Labels);
        Services.AddScoped<LabelsDialogs>();
        Services.AddSingleton<ITaskCommands>(Tasks);
        Services.AddSingleton<ITaskReader>(Tasks);
        Services.AddScoped<TaskDesk>();
        Services.AddSingleton<ITeamReader>(Team);
        Services.AddSingleton<ITeamCommands>(Team);
        Services.AddSingleton<IInvites>(Invites);
        Services.AddSingleton<IAuditReader>(Audit);
        Services.AddSingleton<IPasswordResets>(Resets);
        Services.AddSingleton<ITokenReader>(Tokens);
        Services.AddSingleton<ITokenCommands>(Tokens);
        Services.AddSingleton<IRatingCommands>(new InMemoryRatings(Workspace, Time));
        Services.AddSingleton<ISettingsCommands>(new InMemorySettings(Workspace, Time));
        Services.AddScoped<SettingsDialogs>();
        Services.AddSingleton<ISharingReader>(Sharing);
        Services.AddSingleton<ISharingCommands>(Sharing);
        Services.AddScoped<SharingDialogs>();
        Services.AddSingleton<IReadingMarks>(Marks);
        Services.AddSingleton<IForks>(Forks);
        Services.AddSingleton<IImports>(Imports);
        Services.AddSingleton<IComposerDrafts>(Drafts);
        Services.AddSingleton<IWorkspaces>(Workspaces);
        Services.AddSingleton<IPromptReader>(Prompts);
        Services.AddSingleton<IPromptCommands>(Prompts);
        Services.AddSingleton(Tab);
        Services.AddSingleton<IPresenceBoard>(Presence);
        Services.AddSingleton<Attending>();
        Services.AddScoped<Organiser>();
        Services.AddSingleton<IUsageReader>(Usage);
        Services.AddSingleton<ISentPrompts>(SentPrompts);
        Services.AddSingleton<ISearchReader>(Search);
        Model = new GivenModel(model ?? new ModelInUse("Offline playbook", "playbook", "offline", IsOffline: true));
        Services.AddSingleton<ICurrentModel>(Model);
        Services.AddSingleton(provider => new Viewer(
            InMemoryWorkspace.StoreId, Person, provider.GetRequiredService<IStringLocalizer<Wording>>(), Workspace.Directory));
        Services.AddScoped<Arrival>();
        Services.AddScoped<TranscriptWindow>();
        Services.AddSingleton<RenderedText>();

        if (browser is not null)
        {
            Services.AddSingleton(browser);
        }

        // Last: it builds the renderer, and with it the services.
        SetRendererInfo(new RendererInfo(isInteractive ? "Server" : "Static", isInteractive));
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    public InMemoryWorkspace Workspace { get; }

    /// <summary>Who looks at the page. To be set before it is opened.</summary>
    public Actor Person { get; init; } = InMemoryWorkspace.Local;

    public GivenModel Model { get; }

    public InMemoryOrganising Organising { get; }

    public GivenImports Imports { get; } = new();

    public InMemoryForks Forks { get; } = new();

    public GivenWorkspaces Workspaces { get; } = new();

    public InMemoryLabels Labels { get; }

    public InMemoryMarks Marks { get; } = new();

    public InMemoryDrafts Drafts { get; } = new();

    public InMemoryPrompts Prompts { get; }

    public InMemoryTasks Tasks { get; }

    public InMemoryTeam Team { get; }

    public InMemoryInvites Invites { get; }

    public InMemoryTokens Tokens { get; }

    public GivenAudit Audit { get; } = new();

    public GivenResets Resets { get; } = new();

    public GivenSharing Sharing { get; }

    public PresenceBoard Presence { get; }

    public TabVisibility Tab { get; } = new();

    public GivenUsage Usage { get; } = new();

    public GivenPrompts SentPrompts { get; } = new();

    public GivenSearch Search { get; } = new();

    public NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    public IRenderedComponent<ChatPage> OpenPage(string path, string? conversation = null)
    {
        Navigation.NavigateTo(path);
        return Render<ChatPage>(parameters => parameters.Add(page => page.ConversationText, conversation));
    }

    public IRenderedComponent<ChatPage> OpenPage(Guid conversationId) => OpenPage($"c/{conversationId}", conversationId.ToString());
}
