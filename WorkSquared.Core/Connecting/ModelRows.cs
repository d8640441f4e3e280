using WorkSquared.Core.Events;

namespace WorkSquared.Core.Connecting;

/// <summary>Projection: the model that was chosen in the page, as the newest event says.</summary>
internal sealed class ModelSettingsRow
{
    public required string StoreId { get; init; }

    public required ModelProvider Provider { get; init; }

    public string? Endpoint { get; init; }

    public string? Model { get; init; }

    /// <summary>One a line.</summary>
    public required string Others { get; init; }

    public string? ProjectId { get; init; }

    public double? Temperature { get; init; }

    public required int MaxOutputTokens { get; init; }

    /// <summary>The position of the newest event applied: one that is seen again changes nothing.</summary>
    public required long Version { get; init; }

    public ModelSettings Settings => new(Provider, Endpoint, Model, Lines(Others), ProjectId, Temperature, MaxOutputTokens);

    public static IReadOnlyList<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The key, beside the log: at most one, of the host that the settings lead to.</summary>
internal sealed class ModelKeyRow
{
    /// <summary>Scheme, host and port.</summary>
    public required string Host { get; init; }

    /// <summary>Encrypted by <see cref="ISecretSeal"/>.</summary>
    public required string Cipher { get; init; }

    public required string Ending { get; init; }

    public required string GivenBy { get; init; }

    public required DateTimeOffset GivenAt { get; init; }

    public SealedKey Key => new(Host, Cipher, Ending, new Actor(GivenBy), GivenAt);
}
