using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Turns;

internal enum TurnState
{
    Open,
    Answered,
    Failed,
    Cancelled,

    /// <summary>Brought in without an end, and nobody owes it one.</summary>
    Unanswered,

    /// <summary>Said among people: it was owed no answer from the start, and has its place in the tree all the same.</summary>
    Unasked,
}

/// <summary>Projection: one question that is owed one answer.</summary>
internal sealed class TurnRow : IOfConversation
{
    public required string StoreId { get; init; }

    /// <summary>The id of the event that opened it.</summary>
    public required Guid Id { get; init; }

    public required Guid ConversationId { get; init; }

    /// <summary>The place in the tree: the turn that founded it. A retry has the place of what it stands in for.</summary>
    public required Guid NodeId { get; init; }

    /// <summary>The node after which the question was asked; the conversation's own id at the root.</summary>
    public required Guid ParentId { get; init; }

    /// <summary>The turn whose answer this one goes on from.</summary>
    public Guid? ContinuesId { get; init; }

    public required Guid QuestionId { get; init; }

    public required long QuestionPosition { get; init; }

    public required long Position { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public required string AskedBy { get; init; }

    public required TurnState State { get; init; }

    public required bool StopRequested { get; init; }

    /// <summary>The model that somebody asked for; null for the conversation's.</summary>
    public string? RequestedModel { get; init; }

    public required int Attempts { get; init; }

    public required string ModelId { get; init; }

    /// <summary>How often its next attempt was put off.</summary>
    public required int Delays { get; init; }

    /// <summary>When the next attempt is due; null when nothing is put off.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Why it waits until <see cref="DueAt"/>; empty otherwise.</summary>
    public required string DelayReason { get; init; }

    /// <summary>Where its terminal event stands; null while it is open.</summary>
    public long? EndPosition { get; init; }
}

/// <summary>Projection: one request to a provider, recorded before it was sent.</summary>
internal sealed class AttemptRow
{
    public required string StoreId { get; init; }

    public required Guid Id { get; init; }

    public required Guid TurnId { get; init; }

    public required int Number { get; init; }

    public required long Epoch { get; init; }

    public required string ModelId { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>Why it came to nothing; empty for one that ended its turn, or is under way.</summary>
    public required string Interruption { get; init; }

    /// <summary>What it had written by then.</summary>
    public required string Text { get; init; }
}

/// <summary>Who works on a turn. Not a projection: it says what is going on, not what happened, and goes when the turn ends.</summary>
internal sealed class ClaimRow
{
    public required string StoreId { get; init; }

    public required Guid TurnId { get; init; }

    public required long Epoch { get; init; }

    public required Guid Owner { get; init; }

    public required DateTimeOffset LeaseUntil { get; init; }
}

/// <summary>The text of a running answer about a second ago. Not a projection, and gone when the turn ends.</summary>
internal sealed class DraftRow
{
    public required string StoreId { get; init; }

    public required Guid TurnId { get; init; }

    public required int Attempt { get; init; }

    public required string Text { get; init; }
}
