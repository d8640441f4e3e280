using System.Net;
using WorkSquared.Llm.Egress;

namespace WorkSquared.Llm.Providers;

/// <summary>Settings and variables in, one endpoint out, or the sentence that says what is wrong with them.</summary>
/// <remarks>
/// A key goes to the host it was given for and to no other. <c>WorkSquared:Llm:ApiKey</c> was given for whatever these settings choose.
/// A provider's own variable was given for that provider: Braintrust's and Azure's follow <c>WorkSquared:Llm:Endpoint</c>, which then
/// stands in for that provider, but OPENAI_API_KEY may lie in the environment for another program, while the endpoint is a server of one's
/// own or a stranger's: it goes to OPENAI_BASE_URL, or without one to OpenAI itself.
/// </remarks>
internal sealed class EndpointChoice(LlmOptions options, ProviderVariables variables)
{
    private readonly Setting _endpoint = new($"{LlmOptions.SectionName}:Endpoint", options.Endpoint);
    private readonly Setting _key = new($"{LlmOptions.SectionName}:ApiKey", options.ApiKey);
    private readonly Setting _project = new($"{LlmOptions.SectionName}:ProjectId", options.ProjectId);
    private readonly Setting _model = new($"{LlmOptions.SectionName}:Model", options.Model);
    private readonly Setting _deployment = new($"{LlmOptions.SectionName}:Deployment", options.Deployment);

    /// <summary>Whether a provider, an endpoint or a key is given at all. What <c>appsettings.json</c> comes with gives none.</summary>
    public bool IsGiven =>
        !nameof(LlmProvider.Auto).Equals(options.Provider, StringComparison.OrdinalIgnoreCase)
        || new[] { _endpoint, _key, variables.BraintrustKey, variables.AzureEndpoint, variables.AzureKey, variables.OpenAIKey, variables.OpenAIBaseUrl }
            .Any(setting => setting.Value is not null);

    public (ModelEndpoint? Endpoint, string? Problem) Choose()
    {
        if (!Enum.TryParse(options.Provider, ignoreCase: true, out LlmProvider provider) || !Enum.IsDefined(provider))
        {
            return (null, $"{LlmOptions.SectionName}:Provider must be Auto, Braintrust, AzureOpenAI, OpenAI or Offline.");
        }

        return (provider is LlmProvider.Auto ? FirstConfigured() : provider) switch
        {
            LlmProvider.Braintrust => Braintrust(),
            LlmProvider.AzureOpenAI => Azure(),
            LlmProvider.OpenAI => OpenAI(),
            _ => (ModelEndpoint.Offline(provider is LlmProvider.Auto ? UnusedKey() : null), null),
        };
    }

    private LlmProvider FirstConfigured()
    {
        if (variables.BraintrustKey.Value is not null)
        {
            return LlmProvider.Braintrust;
        }

        if (variables.AzureEndpoint.Value is not null)
        {
            return LlmProvider.AzureOpenAI;
        }

        return (variables.OpenAIKey.Value ?? _endpoint.Value ?? variables.OpenAIBaseUrl.Value) is not null
            ? LlmProvider.OpenAI
            : LlmProvider.Offline;
    }

    private (ModelEndpoint?, string?) Braintrust()
    {
        var key = _key.Or(variables.BraintrustKey);
        var project = _project.Or(variables.BraintrustProject);
        if (key.Value is null)
        {
            return (null, $"{_key.Name} or {variables.BraintrustKey.Name} must be set: Braintrust answers nobody without a key.");
        }

        return ProblemWithHeader(project) is { } problem
            ? (null, problem)
            : Endpoint(LlmProvider.Braintrust, _endpoint, ModelEndpoint.BraintrustAddress, key, project, _model);
    }

    private (ModelEndpoint?, string?) Azure()
    {
        var address = _endpoint.Or(variables.AzureEndpoint);
        var key = _key.Or(variables.AzureKey);
        if (address.Value is null)
        {
            return (null, $"{_endpoint.Name} or {variables.AzureEndpoint.Name} must be set to the address of the Azure OpenAI resource.");
        }

        if (key.Value is null)
        {
            return (null, $"{_key.Name} or {variables.AzureKey.Name} must be set: Azure OpenAI answers nobody without a key.");
        }

        var deployment = _deployment.Or(variables.AzureDeployment).Or(_model);
        return Endpoint(LlmProvider.AzureOpenAI, address, ModelEndpoint.OpenAIAddress, key, project: null, deployment);
    }

    private (ModelEndpoint?, string?) OpenAI()
    {
        var address = _endpoint.Or(variables.OpenAIBaseUrl);
        var key = _key;
        string? notice = null;
        if (_key.Value is null && variables.OpenAIKey.Value is not null)
        {
            if (IsForOpenAIKey(address))
            {
                key = variables.OpenAIKey;
            }
            else
            {
                notice = $"{variables.OpenAIKey.Name} was not given for {_endpoint.Name} and is not sent there: "
                    + $"if that server wants a key, set {_key.Name}.";
            }
        }

        var (endpoint, problem) = Endpoint(LlmProvider.OpenAI, address, ModelEndpoint.OpenAIAddress, key, project: null, _model);
        return endpoint is { IsOpenAIItself: true, ApiKey: null }
            ? (null, $"{_key.Name} or {variables.OpenAIKey.Name} must be set: {endpoint.Address.Host} answers nobody without a key.")
            : (endpoint is null ? null : endpoint with { Notice = notice }, problem);
    }

    private (ModelEndpoint?, string?) Endpoint(
        LlmProvider provider, Setting address, Uri standard, Setting key, Setting? project, Setting model)
    {
        var uri = address.Value is null ? standard : Parse(address.Value);
        if (uri is null)
        {
            return (null, $"{address.Name} must be an absolute http or https URL without user name, query or fragment.");
        }

        if (uri.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && AddressRule.KindOf(IPAddress.Parse(uri.IdnHost)) is AddressKind.Metadata)
        {
            return (null, $"{address.Name} is an address at which clouds keep the keys of their machines: no model is there.");
        }

        if (model.Value is null)
        {
            return (null, $"{model.Name} must name a model.");
        }

        return ProblemWithHeader(key) is { } problem
            ? (null, problem)
            : (new ModelEndpoint(provider, uri, key.Value is null ? null : new Secret(key.Value), project?.Value, model.Value)
            {
                IsNamed = address.Value is not null,
                Others = OthersThan(model.Value),
            }, null);
    }

    private List<string> OthersThan(string own) =>
        [.. options.Models.Where(model => !string.IsNullOrWhiteSpace(model)).Select(model => model.Trim()).Where(model => model != own)];

    private bool IsForOpenAIKey(Setting address)
    {
        var home = variables.OpenAIBaseUrl.Value is { } given ? Parse(given) : ModelEndpoint.OpenAIAddress;
        var target = address.Value is { } value ? Parse(value) : ModelEndpoint.OpenAIAddress;
        return home is not null && home.GetLeftPart(UriPartial.Authority) == target?.GetLeftPart(UriPartial.Authority);
    }

    private string? UnusedKey() => _key.Value is null
        ? null
        : $"{_key.Name} is set, but nothing says whose key it is, so the offline playbook answers: set {LlmOptions.SectionName}:Provider.";

    // Whatever a header can't carry would otherwise surface later as an exception that quotes the key.
    private static string? ProblemWithHeader(Setting setting) => setting.Value is { } value && !FitsHeader(value)
        ? $"{setting.Name} has a space or another character that a header can't carry."
        : null;

    internal static bool FitsHeader(string value) => value.All(c => c is >= '!' and <= '~');

    internal static Uri? Parse(string value) =>
        Uri.TryCreate(value.TrimEnd('/'), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri is { UserInfo: "", Query: "", Fragment: "" }
            ? uri
            : null;
}
