using System.Text.Json.Serialization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Connecting;

/// <summary>Who answers, by the names that answers have in <c>metadata.source</c>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ModelProvider>))]
public enum ModelProvider
{
    /// <summary>The built-in playbook.</summary>
    [JsonStringEnumMemberName("offline")]
    Offline,

    /// <summary>OpenAI, or any server that speaks its protocol.</summary>
    [JsonStringEnumMemberName("openai")]
    OpenAI,

    [JsonStringEnumMemberName("braintrust")]
    Braintrust,

    [JsonStringEnumMemberName("azure-openai")]
    AzureOpenAI,
}

/// <summary>What became of the key when the model was configured.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<KeyChange>))]
public enum KeyChange
{
    /// <summary>A new one, in the place of whatever was there.</summary>
    [JsonStringEnumMemberName("given")]
    Given,

    /// <summary>The one that is there for the same host.</summary>
    [JsonStringEnumMemberName("kept")]
    Kept,
}

/// <summary>An administrator of the instance chose which model answers. Never the key, nor anything that follows from it.</summary>
/// <param name="Endpoint">Absent for the provider's own.</param>
/// <param name="Model">The model, or Azure's deployment; absent for the playbook.</param>
/// <param name="Key">Absent when there is none from here on.</param>
public sealed record ModelConfigured(
    ModelProvider Provider,
    DateTimeOffset CreatedAt,
    string? Endpoint = null,
    string? Model = null,
    IReadOnlyList<string>? Others = null,
    string? ProjectId = null,
    double? Temperature = null,
    int? MaxOutputTokens = null,
    KeyChange? Key = null) : WorkEvent;
