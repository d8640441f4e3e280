using WorkSquared.Core.Chat;

namespace WorkSquared.Core.Pushing;

// What is read of a payload, and nothing else: no event is built from fields that its sender has no say in.

internal sealed record NewConversation(Guid Id, string Title);

internal sealed record NewTitle(Guid ConversationId, string Title);

/// <param name="Id">The message's id; the command's when it is not given.</param>
internal sealed record NewMessage(
    Guid ConversationId,
    string Message,
    Guid? Id = null,
    MessageRole Role = MessageRole.User,
    Guid? AfterTurnId = null,
    Guid? ReplacesMessageId = null);

internal sealed record AnswerStart(Guid ConversationId, Guid ResponseToMessageId, string? ModelId = null);

internal sealed record AnswerText(
    Guid ConversationId,
    Guid ResponseToMessageId,
    string Message,
    MessageRole Role = MessageRole.Assistant,
    string? ModelId = null,
    AnswerOrigin? Metadata = null);

/// <param name="Source">Who made it, in a word.</param>
internal sealed record AnswerOrigin(string? Source = null, string? FinishReason = null, long? InputTokens = null, long? OutputTokens = null);

internal sealed record AnswerFailure(
    Guid ConversationId,
    Guid ResponseToMessageId,
    string ErrorClass,
    string Reason,
    bool Retryable = false,
    string? Message = null,
    string? ModelId = null);

internal sealed record AnswerEnd(Guid ConversationId, Guid ResponseToMessageId, string? Message = null, string? ModelId = null);
