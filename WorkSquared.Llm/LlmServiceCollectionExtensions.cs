using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Cases;
using WorkSquared.Core.Chat;
using WorkSquared.Core.Egress;
using WorkSquared.Llm;
using WorkSquared.Llm.Answering;
using WorkSquared.Llm.Cases;
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
    /// Adds the model that answers, chosen by configuration, says which it is (<see cref="ModelInUse"/>), and the service that asks it.
    /// Needs <c>AddWorkSquaredCore</c>.
    /// </summary>
    public static IServiceCollection AddWorkSquaredLlm(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<LlmOptions>().Configure<IConfiguration>(Bind).ValidateOnStart();
        services.AddOptions<StreamLimits>().BindConfiguration(StreamLimits.SectionName).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<LlmOptions>, LlmOptionsValidator>();
        services.AddSingleton<ProviderVariables>();
        services.AddSingleton(Choose);
        services.AddSingleton(provider => provider.GetRequiredService<ModelEndpoint>().InUse with
        {
            Prompt = provider.GetRequiredService<PromptBuilder>().Workspace,
        });

        services.AddSingleton<TokenCounter>();
        services.AddSingleton<PromptBuilder>();
        services.AddSingleton<UsageMeter>();

        services.AddOptions<OfflineOptions>().BindConfiguration("WorkSquared:Llm:Offline").ValidateDataAnnotations().ValidateOnStart();
        services.TryAddKeyedSingleton<IChatClient>(ChatClients.OfflineKey, (provider, _) => new OfflinePlaybook(
            provider.GetRequiredService<IOptions<OfflineOptions>>().Value, provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ResolveHost>(Dns.GetHostAddressesAsync);
        services.AddSingleton(provider => new EgressHandler(
            EgressRule.Of(provider.GetRequiredService<ModelEndpoint>(), provider.GetRequiredService<IOptions<LlmOptions>>().Value),
            provider.GetRequiredService<ResolveHost>()));
        services.AddSingleton<IEgress, ServerClients>();
        services.AddSingleton<ProviderTransport>();
        services.AddSingleton<ChatClients>();
        services.AddSingleton<ModelFailures>();

        // Never what people wrote: whatever the environment asks for, and not in an exception that it would log.
        services.AddChatClient(provider => provider.GetRequiredService<ChatClients>().Create())
            .Use((client, provider) => new ConfigureOptionsChatClient(client, provider.GetRequiredService<ChatClients>().Configure))
            .UseOpenTelemetry(NullLoggerFactory.Instance, LlmActivity.SourceName, telemetry => telemetry.EnableSensitiveData = false);

        services.AddOptions<ResponderOptions>()
            .BindConfiguration(ResponderOptions.SectionName)
            .Validate(responder => responder.MaxConcurrency is >= 1 and <= 64, "WorkSquared:Responder:MaxConcurrency must be a number from 1 to 64.")
            .ValidateOnStart();
        services.AddSingleton(new RetryPolicy(Random.Shared));
        services.AddSingleton<ProviderBreaker>();
        services.AddSingleton<IModelHealth>(provider => provider.GetRequiredService<ProviderBreaker>());
        services.AddSingleton<TurnRunner>();
        services.AddHostedService<Responder>();

        services.AddSingleton<ICaseFiles, CaseBuilder>();
        services.AddSingleton<ICaseReplay, CaseReplay>();
        return services;
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

    // Validated at start, so there is an endpoint.
    private static ModelEndpoint Choose(IServiceProvider provider) =>
        new EndpointChoice(provider.GetRequiredService<IOptions<LlmOptions>>().Value, provider.GetRequiredService<ProviderVariables>())
            .Choose()
            .Endpoint!;
}
