using System.Net;
using Microsoft.Extensions.Options;
using WorkSquared.Core;
using WorkSquared.Core.Connecting;
using WorkSquared.Core.Usage;
using WorkSquared.Llm.Egress;
using WorkSquared.Llm.Prompting;
using WorkSquared.Llm.Providers;

namespace WorkSquared.Llm.Connecting;

/// <summary>What was entered in the page in, one endpoint out, or the sentence that says what is wrong with it.</summary>
internal sealed class EnteredEndpoint(IOptions<LlmOptions> options, IOptions<BudgetOptions> budget, TokenCounter tokens)
{
    private const int MaxModels = 20;
    private const int MaxModelLength = 200;
    private const int MaxKeyLength = 2000;
    private const int MaxAddressLength = 500;

    private readonly AllowedHosts _allowed = new(options.Value.AllowPrivateHosts);

    /// <summary>As it is stored: without blanks, and without what its provider has no use for.</summary>
    public static ModelSettings Tidy(ModelSettings entered) => entered with
    {
        Endpoint = entered.Provider is ModelProvider.OpenAI or ModelProvider.AzureOpenAI ? Blank(entered.Endpoint)?.TrimEnd('/') : null,
        Model = entered.Provider is ModelProvider.Offline ? null : Blank(entered.Model),
        Others = entered.Provider is ModelProvider.Offline
            ? []
            : [.. entered.Others.Select(Blank).OfType<string>().Where(other => other != Blank(entered.Model)).Distinct(StringComparer.Ordinal)],
        ProjectId = entered.Provider is ModelProvider.Braintrust ? Blank(entered.ProjectId) : null,
    };

    /// <summary>Without its key.</summary>
    /// <exception cref="CommandRefusedException">No model can be asked so.</exception>
    public ModelEndpoint Of(ModelSettings settings)
    {
        CheckNumbers(settings);
        if (!Enum.IsDefined(settings.Provider))
        {
            throw Invalid("There is no such provider.");
        }

        if (settings.Provider is ModelProvider.Offline)
        {
            return ModelEndpoint.Offline(notice: null);
        }

        var endpoint = new ModelEndpoint(ProviderOf(settings), AddressOf(settings), ApiKey: null, settings.ProjectId, ModelOf(settings))
        {
            IsEntered = true,
            Others = settings.Others,
        };
        CheckPrices(endpoint);
        return endpoint with { IsNamed = _allowed.Has(endpoint.Address) };
    }

    /// <exception cref="CommandRefusedException">It can't be one, or there is none and the provider answers nobody without.</exception>
    public static ModelEndpoint With(ModelEndpoint endpoint, string? key)
    {
        if (key is null && (endpoint.IsOpenAIItself || endpoint.Provider is LlmProvider.Braintrust or LlmProvider.AzureOpenAI))
        {
            throw Invalid($"{endpoint.ProviderName} answers nobody without an API key. Enter one.");
        }

        return key is null or { Length: <= MaxKeyLength } && EndpointChoice.FitsHeader(key ?? "")
            ? endpoint with { ApiKey = key is null ? null : new Secret(key) }
            : throw Invalid("This API key is too long, or has a space or another character that a header can't carry.");
    }

    private static LlmProvider ProviderOf(ModelSettings settings) => settings.Provider switch
    {
        ModelProvider.Braintrust => LlmProvider.Braintrust,
        ModelProvider.AzureOpenAI => LlmProvider.AzureOpenAI,
        _ => LlmProvider.OpenAI,
    };

    private static string ModelOf(ModelSettings settings)
    {
        if (settings.Model is not { } model)
        {
            throw Invalid("Name the model, or the deployment at Azure.");
        }

        if (settings.Others.Count > MaxModels || settings.Others.Prepend(model).Any(name => name.Length > MaxModelLength || name.Any(char.IsControl)))
        {
            throw Invalid($"At most {MaxModels} further models can be offered, with names of up to {MaxModelLength} characters each.");
        }

        return settings.ProjectId is null || (settings.ProjectId.Length <= MaxModelLength && EndpointChoice.FitsHeader(settings.ProjectId))
            ? model
            : throw Invalid("This is no id of a project at Braintrust.");
    }

    private Uri AddressOf(ModelSettings settings)
    {
        if (settings is { Endpoint: null, Provider: ModelProvider.AzureOpenAI })
        {
            throw Invalid("Enter the endpoint of the Azure OpenAI resource.");
        }

        if (settings.Endpoint is not { } entered)
        {
            return settings.Provider is ModelProvider.Braintrust ? ModelEndpoint.BraintrustAddress : ModelEndpoint.OpenAIAddress;
        }

        var address = (entered.Length <= MaxAddressLength ? EndpointChoice.Parse(entered) : null)
            ?? throw Invalid("The endpoint must be a URL such as https://models.example/v1, without user name, query or fragment.");
        CheckReach(address);
        return address;
    }

    /// <summary>What the address itself shows. Where a name leads to is judged whenever it is called.</summary>
    private void CheckReach(Uri address)
    {
        var kind = address.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 ? AddressRule.KindOf(IPAddress.Parse(address.IdnHost))
            : address.IsLoopback ? AddressKind.Inside
            : AddressKind.Public;
        if (kind is AddressKind.Metadata)
        {
            throw Invalid("This is an address at which clouds keep the keys of their machines: no model is there.");
        }

        if (_allowed.Has(address))
        {
            return;
        }

        if (kind is AddressKind.Inside)
        {
            throw Invalid(
                $"{address.Authority} is on this machine or in its network. "
                + $"If a model answers there, whoever runs the server must name it in WorkSquared:Llm:AllowPrivateHosts.");
        }

        if (address.Scheme != Uri.UriSchemeHttps)
        {
            throw Invalid("Questions and the key leave this server encrypted only: the endpoint must begin with https.");
        }
    }

    private void CheckNumbers(ModelSettings settings)
    {
        if (settings.Temperature is not (null or (>= 0 and <= 2)))
        {
            throw Invalid("The temperature is a number from 0 to 2, or left empty.");
        }

        var most = Math.Min(1_000_000, options.Value.ContextTokens - LlmOptionsValidator.RoomForQuestions(options.Value, tokens));
        if (settings.MaxOutputTokens < 1 || settings.MaxOutputTokens > most)
        {
            throw Invalid($"The largest answer is a number of tokens from 1 to {most}: more leaves no room for a question.");
        }
    }

    private void CheckPrices(ModelEndpoint endpoint)
    {
        if (budget.Value.DailyCost is not null && endpoint.InUse.Offered.FirstOrDefault(model => options.Value.Prices.Of(model) is null) is { } unpriced)
        {
            throw Invalid($"The daily budget needs a price for {unpriced}: whoever runs the server must set it in WorkSquared:Llm:Prices.");
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static CommandRefusedException Invalid(string reason) => new(Refusal.Invalid, reason);
}
