using WorkSquared.Core.Events;
using WorkSquared.Core.Organising;
using WorkSquared.Core.Reading;
using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Chat;

/// <summary>Projection: one line of the side menu.</summary>
internal sealed class ConversationRow
{
    public required string StoreId { get; init; }

    public required Guid Id { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required long LastPosition { get; init; }

    public required DateTimeOffset LastAt { get; init; }

    public required int OpenTurns { get; init; }

    /// <summary>The turn that was opened last, on whichever branch.</summary>
    public Guid? NewestTurnId { get; init; }

    public required bool IsPinned { get; init; }

    /// <summary>Only its people see it: <see cref="Sharing.ConversationPersonRow"/>.</summary>
    public required bool IsRestricted { get; init; }

    public DateTimeOffset? ArchivedAt { get; init; }

    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>Empty unless it is in the bin.</summary>
    public required string DeletedBy { get; init; }

    /// <summary>Where something was said last: a question, an answer, or that there is none.</summary>
    public required long SaidPosition { get; init; }

    public required string SaidBy { get; init; }

    /// <summary>Where somebody else had spoken last before.</summary>
    public required long SaidBefore { get; init; }

    /// <summary>Where it was imported from; empty when it began here.</summary>
    public required string Source { get; init; }

    public required string SourceId { get; init; }

    public Guid? SourceTurnId { get; init; }

    /// <summary>The position of the newest event applied: one that is seen again changes nothing.</summary>
    public required long Version { get; init; }

    public ConversationPlace Place => ConversationPlace.From(IsPinned, ArchivedAt, DeletedAt, DeletedBy);

    public LastWords LastWords => new(SaidPosition, new Actor(SaidBy), SaidBefore);
}

/// <summary>Projection: one entry of a transcript.</summary>
internal sealed class MessageRow : IOfConversation
{
    public required string StoreId { get; init; }

    public required Guid ConversationId { get; init; }

    public required long Position { get; init; }

    public required Guid Id { get; init; }

    public required Guid TurnId { get; init; }

    public required MessageKind Kind { get; init; }

    public required string Author { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public Guid? ResponseTo { get; init; }

    public required string ModelId { get; init; }

    public required string Reason { get; init; }

    public required bool Retryable { get; init; }

    public required string FinishReason { get; init; }

    /// <summary>How long the model thought before; null when it said nothing of the kind.</summary>
    public long? ThoughtMs { get; init; }
}
