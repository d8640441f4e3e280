using WorkSquared.Core.Events;

namespace WorkSquared.Core.Settings;

/// <summary>How a conversation is answered. A pure fold.</summary>
/// <param name="Model">Null for the workspace's.</param>
/// <param name="SystemPrompt">Null for the workspace's.</param>
public sealed record ConversationSettings(string? Model = null, string? SystemPrompt = null, AnswerRule Answers = AnswerRule.Always)
{
    public const int MaxSystemPromptLength = 20_000;

    public static ConversationSettings Default { get; } = new();

    public ConversationSettings Apply(WorkEvent data) => data is ConversationConfigured configured
        ? new ConversationSettings(
            OrDefault(configured.Model.Or(Model)),
            OrDefault(configured.SystemPrompt.Or(SystemPrompt)),
            configured.Answers.Or(Answers) ?? AnswerRule.Always)
        : this;

    /// <summary>Whether a message is owed an answer.</summary>
    public bool OweAnswerTo(string message) => Answers is AnswerRule.Always || Address.IsIn(message);

    /// <summary>An empty text is none: older clients may say it that way.</summary>
    private static string? OrDefault(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
