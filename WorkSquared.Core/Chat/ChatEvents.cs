using System.Text.Json.Serialization;
using WorkSquared.Core.Events;

namespace WorkSquared.Core.Chat;

[JsonConverter(typeof(JsonStringEnumConverter<MessageRole>))]
public enum MessageRole
{
    [JsonStringEnumMemberName("user")]
    User,

    [JsonStringEnumMemberName("assistant")]
    Assistant,
}

[JsonConverter(typeof(JsonStringEnumConverter<RequestReason>))]
public enum RequestReason
{
    [JsonStringEnumMemberName("retry")]
    Retry,

    [JsonStringEnumMemberName("regenerate")]
    Regenerate,
}

public sealed record ConversationCreated(Guid Id, string Title, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => Id;
}

public sealed record ConversationRenamed(Guid ConversationId, string Title, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>Something a person said. It opens a turn: it is owed exactly one answer or one honest end.</summary>
public sealed record ChatMessageSent(Guid Id, Guid ConversationId, string Message, MessageRole Role, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>A person asked for a message to be answered again. It opens a turn of its own.</summary>
public sealed record LLMResponseRequested(Guid Id, Guid ConversationId, Guid ResponseToMessageId, RequestReason Reason, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>A person wants the running or waiting answer to end. Its cause is the turn it stops.</summary>
public sealed record LLMResponseStopRequested(Guid Id, Guid ConversationId, Guid ResponseToMessageId, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>One try at a turn, committed before the request leaves, so that no bill is without a record.</summary>
/// <param name="Id">The attempt.</param>
/// <param name="Attempt">1 for the first try at this turn.</param>
/// <param name="Epoch">The fencing number of the claim under which the request was sent.</param>
public sealed record LLMResponseStarted(
    Guid Id, Guid ConversationId, Guid ResponseToMessageId, int Attempt, long Epoch, string ModelId, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>Terminal: the answer.</summary>
/// <param name="ModelId">The model as the provider named it, not as we asked for it.</param>
public sealed record LLMResponseReceived(
    Guid Id,
    Guid ConversationId,
    string Message,
    MessageRole Role,
    string ModelId,
    Guid ResponseToMessageId,
    DateTimeOffset CreatedAt,
    ResponseMetadata Metadata) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>Terminal: no answer, and why. Never the assistant's words, and never part of a prompt.</summary>
/// <param name="ErrorClass">A short stable name, such as <c>unauthorized</c> or <c>timeout</c>.</param>
/// <param name="Reason">A sentence of ours for a person; never the provider's own text.</param>
/// <param name="Message">The text that had arrived before it failed; empty when none had.</param>
public sealed record LLMResponseFailed(
    Guid Id,
    Guid ConversationId,
    Guid ResponseToMessageId,
    string ErrorClass,
    string Reason,
    bool Retryable,
    string Message,
    string ModelId,
    DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>Terminal: a person stopped it.</summary>
/// <param name="Message">The text so far; empty when none had been written.</param>
/// <param name="CancelledBy">The actor who pressed Stop.</param>
public sealed record LLMResponseCancelled(
    Guid Id,
    Guid ConversationId,
    string Message,
    Guid ResponseToMessageId,
    string CancelledBy,
    string ModelId,
    DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>How an answer came about.</summary>
/// <param name="Source">The provider: <c>braintrust</c>, <c>openai</c>, <c>azure-openai</c> or <c>offline</c>.</param>
/// <param name="FinishReason">As the provider said: <c>stop</c>, <c>length</c> or <c>content_filter</c>.</param>
/// <param name="Attempt">Which try at the turn this was.</param>
/// <param name="FirstTextMs">Milliseconds from the request to its first text.</param>
/// <param name="DurationMs">Milliseconds from the request to its end.</param>
/// <param name="Prompt">What was sent.</param>
public sealed record ResponseMetadata(
    string Source,
    string FinishReason,
    int Attempt,
    long? InputTokens = null,
    long? OutputTokens = null,
    long? FirstTextMs = null,
    long? DurationMs = null,
    PromptManifest? Prompt = null);

/// <summary>What the model saw, by reference: the text itself is in the log already.</summary>
/// <param name="Positions">The events whose texts were sent, in the order they were sent.</param>
/// <param name="OmittedTurns">How many earlier turns did not fit the token budget.</param>
/// <param name="PromptTokens">Our own count of the whole prompt, before it was sent.</param>
public sealed record PromptManifest(IReadOnlyList<long> Positions, int OmittedTurns, int PromptTokens);
