using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using WorkSquared.Core.Events;
using WorkSquared.Core.Usage;

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

    /// <summary>The answer had reached its length limit; the new one goes on from there.</summary>
    [JsonStringEnumMemberName("continue")]
    Continue,

    /// <summary>The message was said among people; now the assistant is to answer it.</summary>
    [JsonStringEnumMemberName("ask")]
    Ask,

    /// <summary>A person has written an answer of their own beside the model's; it is committed with the request.</summary>
    [JsonStringEnumMemberName("edit")]
    Edit,
}

internal static class RequestReasons
{
    /// <summary>Whether a request stands in for the turn that it takes up, instead of beside it.</summary>
    public static bool KeepsPlace(this RequestReason reason) => reason is RequestReason.Retry or RequestReason.Ask;
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

/// <summary>Something a person said. It opens a turn: it is owed exactly one answer or one honest end. In a conversation that is answered when the
/// assistant is addressed, a message that does not address it is owed nothing, and has its place in the tree all the same.</summary>
/// <param name="AfterTurnId">The last turn that the sender saw; the message goes to the end of that branch. Null: of the newest one.</param>
/// <param name="ReplacesMessageId">The question that this one is an edit of: it starts a branch beside it, and nothing is overwritten.</param>
public sealed record ChatMessageSent(
    Guid Id,
    Guid ConversationId,
    string Message,
    MessageRole Role,
    DateTimeOffset CreatedAt,
    Guid? AfterTurnId = null,
    Guid? ReplacesMessageId = null) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>A person asked for a message to be answered again. It opens a turn of its own.</summary>
/// <remarks>Its cause is the turn that it takes up. A retry, or the first answer to what was said among people, stands in for that turn; every
/// other reason adds an answer beside it.</remarks>
/// <param name="Model">The model that is to answer; null for the conversation's.</param>
public sealed record LLMResponseRequested(
    Guid Id, Guid ConversationId, Guid ResponseToMessageId, RequestReason Reason, DateTimeOffset CreatedAt, string? Model = null) : WorkEvent
{
    /// <summary>Whether its turn has the place of the one that it takes up.</summary>
    [JsonIgnore]
    public bool KeepsPlace => Reason.KeepsPlace();

    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>A person wants the running or waiting answer to end. Its cause is the turn it stops, or the deletion of its conversation.</summary>
/// <remarks>Of the turns of a question one at most is open: that is the one meant.</remarks>
public sealed record LLMResponseStopRequested(Guid Id, Guid ConversationId, Guid ResponseToMessageId, DateTimeOffset CreatedAt) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>One try at a turn, committed before the request leaves, so that no bill is without a record.</summary>
/// <param name="Id">The attempt.</param>
/// <param name="Attempt">1 for the first try at this turn.</param>
/// <param name="Epoch">The fencing number of the claim under which the request was sent.</param>
/// <param name="InterruptedMessage">What the attempt before this one had written when its process died; null when that was nothing.</param>
/// <param name="Reservation">What the request may use at most; null when it costs nobody anything.</param>
public sealed record LLMResponseStarted(
    Guid Id,
    Guid ConversationId,
    Guid ResponseToMessageId,
    int Attempt,
    long Epoch,
    string ModelId,
    DateTimeOffset CreatedAt,
    string? InterruptedMessage = null,
    Reservation? Reservation = null) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>An attempt failed in a way that passes; another one follows at a known time.</summary>
/// <param name="Attempt">The number of requests so far; 0 when none could be sent yet.</param>
/// <param name="Reason">A sentence of ours for a person; never the provider's own text.</param>
/// <param name="RetryAt">UTC. Not before then is the next attempt.</param>
/// <param name="Message">The text that had arrived; empty when none had.</param>
/// <param name="Usage">What the attempt used; null when nobody knows, and its reservation stays.</param>
public sealed record LLMResponseDelayed(
    Guid Id,
    Guid ConversationId,
    Guid ResponseToMessageId,
    int Attempt,
    string ErrorClass,
    string Reason,
    DateTimeOffset RetryAt,
    string Message,
    string ModelId,
    DateTimeOffset CreatedAt,
    TokenUsage? Usage = null) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>Terminal: the answer.</summary>
/// <param name="ModelId">The model as the provider named it, not as we asked for it.</param>
/// <param name="Reasoning">What the model thought before; null when it said nothing of the kind.</param>
public sealed record LLMResponseReceived(
    Guid Id,
    Guid ConversationId,
    string Message,
    MessageRole Role,
    string ModelId,
    Guid ResponseToMessageId,
    DateTimeOffset CreatedAt,
    ResponseMetadata Metadata,
    Reasoning? Reasoning = null) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>Terminal: no answer, and why. Never the assistant's words, and never part of a prompt.</summary>
/// <param name="ErrorClass">A short stable name, such as <c>unauthorized</c> or <c>timeout</c>.</param>
/// <param name="Reason">A sentence of ours for a person; never the provider's own text.</param>
/// <param name="Message">The text that had arrived before it failed; empty when none had.</param>
/// <param name="Usage">What the last attempt used; null when nobody knows, and its reservation stays.</param>
/// <param name="Reasoning">What the model had thought by then; null when it had said nothing of the kind.</param>
public sealed record LLMResponseFailed(
    Guid Id,
    Guid ConversationId,
    Guid ResponseToMessageId,
    string ErrorClass,
    string Reason,
    bool Retryable,
    string Message,
    string ModelId,
    DateTimeOffset CreatedAt,
    TokenUsage? Usage = null,
    Reasoning? Reasoning = null) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>Terminal: a person stopped it.</summary>
/// <param name="Message">The text so far; empty when none had been written.</param>
/// <param name="CancelledBy">The actor who pressed Stop.</param>
/// <param name="Usage">What the last attempt used; null when nobody knows, and its reservation stays.</param>
/// <param name="Reasoning">What the model had thought by then; null when it had said nothing of the kind.</param>
public sealed record LLMResponseCancelled(
    Guid Id,
    Guid ConversationId,
    string Message,
    Guid ResponseToMessageId,
    string CancelledBy,
    string ModelId,
    DateTimeOffset CreatedAt,
    TokenUsage? Usage = null,
    Reasoning? Reasoning = null) : WorkEvent
{
    [JsonIgnore]
    public override Guid? Topic => ConversationId;
}

/// <summary>How an answer came about.</summary>
/// <param name="Source">The provider: <c>braintrust</c>, <c>openai</c>, <c>azure-openai</c> or <c>offline</c>; <c>person</c> for an answer that
/// somebody has edited, who is then its actor.</param>
/// <param name="FinishReason">As the provider said: <c>stop</c>, <c>length</c> or <c>content_filter</c>.</param>
/// <param name="Attempt">Which try at the turn this was.</param>
/// <param name="FirstTextMs">Milliseconds from the request to its first text.</param>
/// <param name="DurationMs">Milliseconds from the request to its end.</param>
/// <param name="Prompt">What was sent.</param>
/// <param name="CachedInputTokens">The part of the input that the provider had in its cache; null when it did not say.</param>
/// <param name="Cost">Of this attempt, by the price table of that day; null when it has no price for the model.</param>
/// <param name="IsEstimated">True when the provider did not count, and the counts are ours.</param>
public sealed record ResponseMetadata(
    string Source,
    string FinishReason,
    int Attempt,
    long? InputTokens = null,
    long? OutputTokens = null,
    long? FirstTextMs = null,
    long? DurationMs = null,
    PromptManifest? Prompt = null,
    long? CachedInputTokens = null,
    decimal? Cost = null,
    string? Currency = null,
    bool? IsEstimated = null)
{
    public const string Person = "person";

    /// <summary>Null when nobody has counted.</summary>
    [JsonIgnore]
    public TokenUsage? Usage => InputTokens is { } input && OutputTokens is { } output
        ? new TokenUsage(input, output, CachedInputTokens, Cost, Currency, IsEstimated)
        : null;
}

/// <summary>What the model saw, by reference: the text itself is in the log already.</summary>
/// <param name="Positions">The events whose texts were sent, in the order they were sent.</param>
/// <param name="OmittedTurns">How many earlier turns did not fit the token budget.</param>
/// <param name="PromptTokens">Our own count of the whole prompt, before it was sent.</param>
/// <param name="Version">Of the system prompt: the built-in one's number, or the start of the SHA-256 of another.</param>
/// <param name="Temperature">As it was asked for; null when that was left to the model.</param>
/// <param name="CutQuestion">The question was too long for the model to see all of it; null when it did.</param>
public sealed record PromptManifest(
    IReadOnlyList<long> Positions,
    int OmittedTurns,
    int PromptTokens,
    string? Version = null,
    double? Temperature = null,
    int? MaxOutputTokens = null,
    CutText? CutQuestion = null)
{
    /// <summary>The start of the SHA-256 of a system prompt that somebody has written.</summary>
    public static string VersionOf(string systemPrompt) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(systemPrompt)))[..12];
}

/// <summary>A text of which the middle was left out.</summary>
/// <param name="KeptCharacters">Of its start and its end together.</param>
/// <param name="Characters">Of all of it.</param>
public sealed record CutText(int KeptCharacters, int Characters);
