namespace WorkSquared.Core.Chat;

/// <summary>Which model answers, for people to read: the page shows it and knows nothing else about models.</summary>
/// <param name="DisplayName">Such as <c>gpt-4o via Braintrust</c>, or <c>Offline playbook</c>.</param>
/// <param name="ModelId">The workspace's own: it answers where nobody has chosen another.</param>
/// <param name="IsOffline">Answers come from the built-in playbook: nothing leaves the machine, and no model reads them.</param>
public sealed record ModelInUse(string DisplayName, string ModelId, string Source, bool IsOffline)
{
    /// <summary>The models that a conversation or a question may choose from; the workspace's own is the first.</summary>
    public IReadOnlyList<string> Offered => [ModelId, .. Others];

    /// <summary>Those that may be chosen beside the workspace's own.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>What the assistant is told where a conversation says nothing else.</summary>
    public WorkspacePrompt Prompt { get; init; } = new("", "");

    /// <summary>A model that was chosen, or the workspace's own if that is not offered any more.</summary>
    public string OfferedOrOwn(string? modelId) => modelId is not null && Offered.Contains(modelId) ? modelId : ModelId;

    /// <summary>The name as it is displayed, for one of the models offered.</summary>
    public string DisplayNameOf(string modelId) =>
        DisplayName.StartsWith(ModelId, StringComparison.Ordinal) ? modelId + DisplayName[ModelId.Length..] : DisplayName;
}

/// <param name="Version">As answers carry it in their manifest.</param>
public sealed record WorkspacePrompt(string Version, string Text);

internal static class OfferedModels
{
    /// <exception cref="CommandRefusedException">It is none of the models offered.</exception>
    public static void CheckOffered(this ICurrentModel? current, string? modelId)
    {
        if (!string.IsNullOrEmpty(modelId) && current?.InUse.Offered.Contains(modelId) is not true)
        {
            throw new CommandRefusedException(Refusal.Invalid, "This model is not offered here. Choose one from the list.");
        }
    }
}
