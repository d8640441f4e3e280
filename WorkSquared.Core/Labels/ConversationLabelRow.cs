using WorkSquared.Core.Sharing;

namespace WorkSquared.Core.Labels;

/// <summary>Projection: a label on a conversation.</summary>
internal sealed class ConversationLabelRow : IOfConversation
{
    public required string StoreId { get; init; }

    public required Guid ConversationId { get; init; }

    public required string Key { get; init; }

    /// <summary>As it was written for this conversation.</summary>
    public required string Label { get; init; }

    /// <summary>The conversation's: what lies in the bin is neither listed nor counted, and costs nothing.</summary>
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>The position of the newest event applied.</summary>
    public required long Version { get; init; }
}
