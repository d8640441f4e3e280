using System.Collections.Immutable;
using WorkSquared.Core.Events;
using WorkSquared.Core.Import;
using WorkSquared.Core.Ratings;
using WorkSquared.Core.Tasks;
using WorkSquared.Core.Turns;

namespace WorkSquared.Core.Chat;

public enum MessageKind
{
    Question,
    Answer,

    /// <summary>The honest end of a turn that has no answer.</summary>
    Failure,

    /// <summary>What had been written when a person pressed Stop.</summary>
    Cancelled,
}

/// <summary>One entry of a transcript.</summary>
/// <param name="TurnId">The turn it opened or ended.</param>
/// <param name="ResponseTo">The question, for everything that is not one.</param>
/// <param name="Text">A person's words, an answer, or what had been written before it failed or was stopped.</param>
/// <param name="ModelId">Empty for a question.</param>
/// <param name="Reason">Why there is no answer, or who stopped it; empty otherwise.</param>
/// <param name="Retryable">Whether asking again may help without anybody changing a setting.</param>
/// <param name="FinishReason">Why the model ended an answer, as the provider said: <c>stop</c>, <c>length</c>, <c>content_filter</c>.</param>
public sealed record Message(
    Guid Id,
    long Position,
    Guid TurnId,
    MessageKind Kind,
    Actor Author,
    string Text,
    DateTimeOffset At,
    Guid? ResponseTo = null,
    string ModelId = "",
    string Reason = "",
    bool Retryable = false,
    string FinishReason = "")
{
    /// <summary>The attempts at an ended turn that came to nothing, oldest first.</summary>
    public ImmutableArray<Interruption> Interruptions { get; init; } = [];

    /// <summary>What people think of an answer.</summary>
    public AnswerRatings Ratings { get; init; } = AnswerRatings.None;

    /// <summary>How long the model thought before; null when it said nothing of the kind. <see cref="IReasoningReader"/> has what.</summary>
    public TimeSpan? ThoughtFor { get; init; }

    public MessageTasks Tasks { get; init; } = MessageTasks.None;

    /// <summary>An answer that a person has written, in the place of one of the model's.</summary>
    public bool IsEdited => Kind is MessageKind.Answer && Author.IsPerson;

    /// <summary>It reached the length limit, and can be continued.</summary>
    public bool IsCutShort => FinishReason == "length";

    /// <summary>What the event adds to the transcript; null when that is nothing.</summary>
    internal static Message? Of(CommittedEvent committed) => committed.Data switch
    {
        ChatMessageSent sent => From(sent, committed),
        LLMResponseReceived received => From(received, committed),
        LLMResponseFailed failed => From(failed, committed),
        LLMResponseCancelled cancelled => From(cancelled, committed),
        QuestionImported imported => From(imported, committed),
        AnswerImported imported => From(imported, committed),
        _ => null,
    };

    internal static Message From(ChatMessageSent sent, CommittedEvent committed) =>
        new(sent.Id, committed.Position, committed.Id, MessageKind.Question, committed.Actor, sent.Message, sent.CreatedAt);

    internal static Message From(LLMResponseReceived received, CommittedEvent committed)
    {
        var ending = Ending(
            committed, received.Id, MessageKind.Answer, received.Message, received.CreatedAt, received.ResponseToMessageId, received.ModelId);
        return ending with { FinishReason = received.Metadata.FinishReason, ThoughtFor = TimeOf(received.Reasoning) };
    }

    internal static Message From(LLMResponseFailed failed, CommittedEvent committed)
    {
        var ending = Ending(committed, failed.Id, MessageKind.Failure, failed.Message, failed.CreatedAt, failed.ResponseToMessageId, failed.ModelId);
        return ending with { Reason = failed.Reason, Retryable = failed.Retryable, ThoughtFor = TimeOf(failed.Reasoning) };
    }

    internal static Message From(LLMResponseCancelled cancelled, CommittedEvent committed)
    {
        var ending = Ending(committed, cancelled.Id, MessageKind.Cancelled, cancelled.Message, cancelled.CreatedAt, cancelled.ResponseToMessageId, cancelled.ModelId);
        return ending with { Reason = cancelled.CancelledBy, ThoughtFor = TimeOf(cancelled.Reasoning) };
    }

    private static Message From(QuestionImported imported, CommittedEvent committed) => new(
        imported.Id, committed.Position, committed.Id, MessageKind.Question, new Actor(imported.Author), imported.Message, imported.CreatedAt);

    private static Message From(AnswerImported imported, CommittedEvent committed)
    {
        var kind = imported.Outcome switch
        {
            ImportedOutcome.Answered => MessageKind.Answer,
            ImportedOutcome.Failed => MessageKind.Failure,
            _ => MessageKind.Cancelled,
        };
        var ending = Ending(committed, imported.Id, kind, imported.Message, imported.CreatedAt, imported.ResponseToMessageId, imported.ModelId);
        return ending with
        {
            Author = new Actor(imported.Author),
            FinishReason = imported.FinishReason ?? "",
            Reason = imported.Reason ?? "",
        };
    }

    private static TimeSpan? TimeOf(Reasoning? reasoning) => reasoning is null ? null : TimeSpan.FromMilliseconds(reasoning.Milliseconds);

    private static Message Ending(CommittedEvent committed, Guid id, MessageKind kind, string text, DateTimeOffset at, Guid responseTo, string modelId) =>
        new(id, committed.Position, committed.CausationId ?? committed.Id, kind, committed.Actor, text, at, responseTo, modelId);
}
