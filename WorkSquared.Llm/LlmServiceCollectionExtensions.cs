using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Egress;
using WorkSquared.Llm;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Cases;
using WorkSquared.Llm.Connecting;
using WorkSquared.Llm.Egress;
using WorkSquared.Llm.Offline;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;
using WorkSquared.Llm.Providers.Streams;
using WorkSquared.Llm.Usage;

namespace Microsoft.Extensions.DependencyInjection;

public static class LlmServiceCollectionExtensions
{
    /// <summary>
    /// Adds the model that answers, chosen by configuration or else in the page, says which it is (<see cref="ICurrentModel"/>), and the service that asks it.
    /// Needs <c>AddWorkSquaredCore</c>.
    /// </summary>
    public static IServiceCollection AddWorkSquaredLlm(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<LlmOptions>().Configure<IConfiguration>(Bind).ValidateOnStart();
        services.AddOptions<StreamLimits>().BindConfiguration(StreamLimits.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LlmOptions>, LlmOptionsValidator>();
        services.AddSingleton<ProviderVariables>();
        services.AddSingleton<TokenCounter>();

        services.AddOptions<OfflineOptions>().BindConfiguration("WorkSquared:Llm:Offline").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddKeyedSingleton<IChatClient>(ChatClients.OfflineKey, (provider, _) => new OfflinePlaybook(
            provider.GetRequiredService<IOptions<OfflineOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddSingleton<IEgress, ServerClients>();
        services.AddModelScope();

        services.AddSingleton<CurrentModel>();
        services.AddSingleton<ICurrentModel>(provider => provider.GetRequiredService<CurrentModel>());
        services.AddSingleton<IModelHealth>(provider => provider.GetRequiredService<CurrentModel>());
        services.AddSingleton<EnteredEndpoint>();
        services.AddSingleton<SavedModels>();
        services.AddSingleton<ConnectionTest>();
        services.AddSingleton<IModelConnection, ModelConnection>();

        services.AddOptions<ResponderOptions>()
            .BindConfiguration(ResponderOptions.SectionName)
            .Validate(responder => responder.MaxConcurrency is >= 1 and <= 64, "WorkSquared:Responder:MaxConcurrency must be a number from 1 to 64.")
            .ValidateOnStart();
        services.AddSingleton(new RetryPolicy(Random.Shared));

        // In this order: the first turn is answered by the model that was saved.
        services.AddHostedService(provider => provider.GetRequiredService<SavedModels>());
        services.AddHostedService<Responder>();

        services.AddSingleton<ICaseFiles, CaseBuilder>();
        services.AddSingleton<ICaseReplay, CaseReplay>();
        return services;
    }

    /// <summary>What depends on the model, and is made anew with each: <see cref="ConnectedModel"/>.</summary>
    private static void AddModelScope(this IServiceCollection services)
    {
        services.AddScoped<ModelChoice>();
        services.AddScoped(provider => provider.GetRequiredService<ModelChoice>().Options);
        services.AddScoped(provider => provider.GetRequiredService<ModelChoice>().Endpoint);
        services.AddScoped(provider => provider.GetRequiredService<ModelEndpoint>().InUse with
        {
            Prompt = provider.GetRequiredService<PromptBuilder>().Workspace,
        });
        services.AddScoped<PromptBuilder>();
        services.AddScoped<UsageMeter>();
        services.AddScoped(provider => new EgressHandler(
            EgressRule.Of(provider.GetRequiredService<ModelEndpoint>(), provider.GetRequiredService<LlmOptions>()), provider.GetRequiredService<ResolveHost>()));
        services.AddScoped<ProviderTransport>();
        services.AddScoped<ChatClients>();
        services.AddScoped<ModelFailures>();
        services.AddScoped<ProviderBreaker>();
        services.AddScoped<TurnRunner>();

        // Never what people wrote: whatever the environment asks for, and not in an exception that it would log.
        services.AddChatClient(provider => provider.GetRequiredService<ChatClients>().Create(), ServiceLifetime.Scoped)
            .Use((client, provider) => new ConfigureOptionsChatClient(client, provider.GetRequiredService<ChatClients>().Configure))
            .UseOpenTelemetry(NullLoggerFactory.Instance, LlmActivity.SourceName, telemetry => telemetry.EnableSensitiveData = false);
    }

    private static void Bind(LlmOptions options, IConfiguration configuration)
    {
        try
        {
            configuration.GetSection(LlmOptions.SectionName).Bind(options);
            options.ApiKey = SecretFile.Read(configuration, $"{LlmOptions.SectionName}:ApiKey");
            options.Prices = PriceTable.Read(configuration);
        }
        catch (InvalidOperationException exception)
        {
            // Not a number, for instance: the message names the key, and should stop the start like any other bad setting.
            throw new OptionsValidationException(Options.Options.DefaultName, typeof(LlmOptions), [exception.Message]);
        }
    }
}
