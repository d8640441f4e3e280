using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor.Services;
using WorkSquared.Core.Settings;
using WorkSquared.Web.Accounts;
using WorkSquared.Web.Api;
using WorkSquared.Web.Components;
using WorkSquared.Web.Components.Chat;
using WorkSquared.Web.Components.Labels;
using WorkSquared.Web.Components.Layout;
using WorkSquared.Web.Components.Members;
using WorkSquared.Web.Components.Organising;
using WorkSquared.Web.Components.Presence;
using WorkSquared.Web.Components.Settings;
using WorkSquared.Web.Components.Shared.Markdown;
using WorkSquared.Web.Components.Sharing;
using WorkSquared.Web.Components.Tasks;
using WorkSquared.Web.Export;
using WorkSquared.Web.Health;
using WorkSquared.Web.Requests;

namespace Microsoft.Extensions.DependencyInjection;

public static class WebServiceCollectionExtensions
{
    /// <summary>The pages. They need the core's reader, commands, bus and drafts, and somebody's <c>ICurrentModel</c>.</summary>
    public static IServiceCollection AddWorkSquaredWeb(this IServiceCollection services)
    {
        services.AddLocalization();
        services.AddMudServices();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.Configure<HubOptions>(options =>
        {
            // A connection that dies without a word is noticed within seconds; Connection.razor.js has the browser's half.
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(30);

            // The longest text that comes over it is a system prompt, in at most three bytes a character; messages have a request of their own.
            options.MaximumReceiveMessageSize = (32 * 1024) + (3 * ConversationSettings.MaxSystemPromptLength);
            options.AddFilter<CircuitCalls>();
        });

        services.TryAddSingleton(TimeProvider.System);
        services.AddReachedAddress();
        services.AddAccounts();
        services.AddEventApi();
        services.AddSingleton<CircuitCalls>();
        services.AddSingleton<ProgramStart>();
        services.AddHostedService(provider => provider.GetRequiredService<ProgramStart>());
        services.AddSingleton<PolicyReports>();
        services.AddScoped<Visitor>();
        services.AddScoped(provider => provider.GetRequiredService<Visitor>().View());
        services.AddScoped<Arrival>();
        services.AddScoped<TranscriptWindow>();
        services.AddScoped<TabVisibility>();
        services.AddScoped<Attending>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<Attending>());
        services.AddScoped<Organiser>();
        services.AddScoped<TaskDesk>();
        services.AddScoped<LabelsDialogs>();
        services.AddScoped<SettingsDialogs>();
        services.AddScoped<SharingDialogs>();
        services.AddSingleton<RenderedText>();
        services.AddSingleton<ExportTrail>();
        return services;
    }
}
