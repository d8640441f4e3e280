namespace WorkSquared.Core.Connecting;

/// <summary>Which model answers, and how, as an administrator of the instance says it in the page.</summary>
/// <param name="Endpoint">Null for the provider's own.</param>
/// <param name="Model">The model, or Azure's deployment; null for the playbook.</param>
/// <param name="Others">The models that a conversation may choose beside that one.</param>
/// <param name="ProjectId">Braintrust alone.</param>
/// <param name="Temperature">Null leaves it to the model.</param>
public sealed record ModelSettings(
    ModelProvider Provider, string? Endpoint, string? Model, IReadOnlyList<string> Others, string? ProjectId, double? Temperature, int MaxOutputTokens)
{
    /// <summary>What a request has unless somebody says otherwise.</summary>
    public const int DefaultMaxOutputTokens = 1000;

    public const double DefaultTemperature = 0.7;
}
