using Microsoft.Extensions.Configuration;
using WorkSquared.Core;

namespace WorkSquared.Llm.Providers;

/// <summary>A value and the name under which a person gave it, or could give it. Not a record: it must not print keys.</summary>
internal sealed class Setting(string name, string? value)
{
    public string Name { get; } = name;

    /// <summary>Null when it was not given. Blank counts as not given; the line end of a key read from a file is no part of it.</summary>
    public string? Value { get; } = string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    public Setting Or(Setting other) => Value is null && other.Value is not null ? other : this;
}

/// <summary>What the providers' own variables say.</summary>
internal sealed class ProviderVariables(IConfiguration configuration)
{
    public Setting BraintrustKey { get; } = ReadSecret(configuration, "BRAINTRUST_API_KEY");

    public Setting BraintrustProject { get; } = Read(configuration, "BRAINTRUST_PROJECT_ID");

    public Setting AzureEndpoint { get; } = Read(configuration, "AZURE_OPENAI_ENDPOINT");

    public Setting AzureKey { get; } = ReadSecret(configuration, "AZURE_OPENAI_API_KEY");

    public Setting AzureDeployment { get; } = Read(configuration, "AZURE_OPENAI_DEPLOYMENT");

    public Setting OpenAIKey { get; } = ReadSecret(configuration, "OPENAI_API_KEY");

    public Setting OpenAIBaseUrl { get; } = Read(configuration, "OPENAI_BASE_URL");

    private static Setting Read(IConfiguration configuration, string name) => new(name, configuration[name]);

    private static Setting ReadSecret(IConfiguration configuration, string name) => new(name, SecretFile.Read(configuration, name));
}
