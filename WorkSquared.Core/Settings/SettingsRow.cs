using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Settings;

/// <summary>Projection: the settings of a conversation that has some of its own.</summary>
/// <remarks>A table of its own: a long prompt in the row of the menu would be written anew with every message.</remarks>
internal sealed class SettingsRow : IOfConversation
{
    public required string StoreId { get; init; }

    public required Guid ConversationId { get; init; }

    public string? Model { get; init; }

    public string? SystemPrompt { get; init; }

    public required AnswerRule Answers { get; init; }

    /// <summary>The position of the newest event applied: one that is seen again changes nothing.</summary>
    public required long Version { get; init; }

    public ConversationSettings Settings => new(Model, SystemPrompt, Answers);
}

/// <summary>Projection: a system prompt that a conversation has had, to be found by the version that an answer's manifest names.</summary>
internal sealed class SystemPromptRow : IOfConversation
{
    public required string StoreId { get; init; }

    public required Guid ConversationId { get; init; }

    public required string Version { get; init; }

    public required string Text { get; init; }
}
