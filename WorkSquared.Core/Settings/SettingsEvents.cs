using System.Text.Json.Serialization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Settings;

/// <summary>Which messages of a conversation the assistant answers.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AnswerRule>))]
public enum AnswerRule
{
    /// <summary>Every one: the default.</summary>
    [JsonStringEnumMemberName("always")]
    Always,

    /// <summary>Those that say <c>@assistant</c>: the others are said among people.</summary>
    [JsonStringEnumMemberName("addressed")]
    WhenAddressed,
}

/// <summary>A person changed how a conversation is answered. What is absent stays; null is the workspace's own again.</summary>
public sealed record ConversationConfigured(
    Guid ConversationId,
    DateTimeOffset CreatedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [property: JsonConverter(typeof(PatchConverter<string?>))]
    Patch<string?> Model = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [property: JsonConverter(typeof(PatchConverter<string?>))]
    Patch<string?> SystemPrompt = default,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    [property: JsonConverter(typeof(PatchConverter<AnswerRule?>))]
    Patch<AnswerRule?> Answers = default) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}
